import type { Rule } from "./primitive";

/**
 * Rules of primitives that are only there once an operation used them, so that a bundle without that operation does
 * not carry them. Filled by `families/`, which declares each of these primitives in one place.
 */
export const extensionRules: Map<string, Rule<unknown>> = new Map();
