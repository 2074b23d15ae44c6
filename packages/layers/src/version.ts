import { version as released } from "../package.json";

/**
 * The version of `@wellfit/layers`, for the record of what computed something.
 *
 * @example
 * version; // "0.1.0"
 */
export const version: string = released;
