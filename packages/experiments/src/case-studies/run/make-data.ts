import {
  makeCircles,
  makeMoons,
  makeRegression,
  minMaxScaler,
  type NdArray,
  standardScaler,
} from "@wellfit/data";
import type { DataSpec } from "../spec";

/** Rows and their targets. */
export interface Rows {
  /** Inputs of shape [rows, features]. */
  readonly x: NdArray;
  /** Targets of shape [rows, 1]. */
  readonly y: NdArray;
}

/** The parts of a case's data, prepared. */
export interface CaseData {
  /** What is trained on. */
  readonly train: Rows;
  /** What is judged by in the end. */
  readonly test: Rows;
  /** Rows to choose by; the test rows where the case holds none out, as the textbook studies do. */
  readonly validation: Rows;
  /** The variance of the test targets, against which a squared error can be judged. */
  readonly testVariance: number;
}

function generate(spec: DataSpec): Rows {
  const { nSamples, noise } = spec;
  const randomState = spec.randomState ?? 1;
  switch (spec.generator) {
    case "moons":
      return makeMoons({ nSamples, noise, randomState });
    case "circles":
      return makeCircles({ nSamples, noise, randomState });
    case "regression": {
      const { x, y } = makeRegression({ nSamples, nFeatures: spec.nFeatures ?? 20, noise, randomState });
      return { x, y: y as NdArray };
    }
  }
}

const scalerOf = (
  how: NonNullable<DataSpec["scaleX"]>,
): ReturnType<typeof standardScaler> | ReturnType<typeof minMaxScaler> =>
  how === "standard" ? standardScaler() : minMaxScaler({ featureRange: how });

const rowsOf = ({ data, shape }: NdArray, from: number, to: number): NdArray<Float64Array> => {
  const width = data.length / (shape[0] ?? 1);
  return { data: Float64Array.from(data.slice(from * width, to * width)), shape: [to - from, width] };
};

/** Makes and prepares the data of a case. What is scaled is scaled by what the training rows say. */
export function makeData(spec: DataSpec): CaseData {
  const all = generate(spec);
  const nFit = spec.nTrain - (spec.nValidation ?? 0);
  const parts = [
    [0, nFit],
    [spec.nTrain, spec.nSamples],
    spec.nValidation === undefined ? [spec.nTrain, spec.nSamples] : [nFit, spec.nTrain],
  ] as const;
  const scaled = (array: NdArray, how: DataSpec["scaleX"]): NdArray<Float64Array>[] => {
    const pieces = parts.map(([from, to]) => rowsOf(array, from, to));
    if (how === undefined) return pieces;
    const scaler = scalerOf(how).fit(pieces[0] as NdArray);
    return pieces.map((piece) => scaler.transform(piece));
  };
  const [xTrain, xTest, xValidation] = scaled(all.x, spec.scaleX) as [NdArray, NdArray, NdArray];
  const [yTrain, yTest, yValidation] = scaled(all.y, spec.scaleY) as [NdArray, NdArray, NdArray];
  return {
    train: { x: xTrain, y: yTrain },
    test: { x: xTest, y: yTest },
    validation: { x: xValidation, y: yValidation },
    testVariance: varianceOf(yTest.data),
  };
}

function varianceOf(values: ArrayLike<number>): number {
  const list = Array.from(values);
  const mean = list.reduce((sum, value) => sum + value, 0) / list.length;
  return list.reduce((sum, value) => sum + (value - mean) ** 2, 0) / list.length;
}
