// A program that uses one scaler, to be bundled.

import { standardScaler } from "../../src";

/** Rows scaled by themselves. */
export const scale = (rows: number[][]): number[] => [...standardScaler().fitTransform(rows).data];
