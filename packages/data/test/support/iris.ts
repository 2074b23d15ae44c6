import { loadIris } from "../../src/datasets";

/** How many irises there are. */
export const rows = (): number => loadIris().table.nRows;
