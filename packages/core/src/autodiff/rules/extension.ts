import type { VjpRule } from "../rule";

/** Gradient rules of the primitives in `families/`, by name. */
export const extensionVjps: Map<string, VjpRule<unknown>> = new Map();
