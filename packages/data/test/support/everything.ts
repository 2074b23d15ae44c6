import * as data from "../../src";

/** The names of all that the main entry gives, so that a bundle holds all of it. */
export const names: string[] = Object.entries(data).map(([name, value]) => `${name} ${typeof value}`);
