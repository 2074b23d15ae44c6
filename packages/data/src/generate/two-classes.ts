import { DataError } from "../errors";
import type { NdArray } from "../ndarray/ndarray";
import { type RandomStateLike, randomState } from "../random/random-state";
import { checkNoise } from "./checks";
import { type Dataset, datasetOf } from "./dataset";
import { shuffleRows } from "./shuffle";

/** What `makeMoons` and `makeCircles` share. */
export interface TwoClassOptions {
  nSamples?: number | readonly [number, number] | undefined;
  shuffle?: boolean | undefined;
  noise?: number | undefined;
  randomState?: RandomStateLike;
}

/** How many points lie on the outer and on the inner curve. */
export const outerAndInner = (
  who: string,
  nSamples: number | readonly [number, number] = 100,
): [number, number] => {
  const pair: [number, number] =
    typeof nSamples === "number"
      ? [Math.floor(nSamples / 2), nSamples - Math.floor(nSamples / 2)]
      : [nSamples[0], nSamples[1]];
  if (pair.every((n) => Number.isInteger(n) && n >= 0) && pair[0] + pair[1] > 0) return pair;
  throw new DataError(
    `${who}: expected nSamples as a whole number above 0 or a pair of them, received ${JSON.stringify(nSamples)}`,
  );
};

/** Numbers from `start` to `stop` at equal steps, as `numpy.linspace`. */
export const linspace = (start: number, stop: number, n: number, endpoint: boolean): number[] => {
  const step = (stop - start) / Math.max(1, endpoint ? n - 1 : n);
  const values = Array.from({ length: n }, (_, i) => i * step + start);
  if (endpoint && n > 1) values[n - 1] = stop;
  return values;
};

/** Points in the plane, a class for each group: shuffled first, then blurred, as scikit-learn does. */
export const classesOfPoints = (
  name: string,
  groups: readonly (readonly (readonly [number, number])[])[],
  { noise, shuffle, randomState: seed }: Omit<TwoClassOptions, "nSamples">,
): Dataset => {
  if (noise !== undefined) checkNoise(name, noise);
  const random = randomState(seed);
  const points = groups.flat();
  const n = points.length;
  let x: NdArray<Float64Array> = { data: Float64Array.from(points.flat()), shape: [n, 2] };
  let y: NdArray<Float64Array> = {
    data: Float64Array.from(groups.flatMap((group, label) => group.map(() => label))),
    shape: [n],
  };
  if (shuffle ?? true) [x, y] = shuffleRows([x, y] as const, random);
  if (noise !== undefined) for (let i = 0; i < 2 * n; i++) x.data[i]! += random.normal(0, noise);
  return datasetOf(name, n, 2, x.data, y.data);
};
