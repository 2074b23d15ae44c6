import type { Loop } from "./loop";

/** Loops of the primitives in `families/`, by name. */
export const extensionLoops: Map<string, Loop<unknown>> = new Map();
