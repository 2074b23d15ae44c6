import type { NdArray } from "../ndarray/ndarray";
import { type CsrArray, columnsOf, csrOf, denseOf } from "../text/csr";
import type { Frame, NumberFeature } from "./frame";
import { arrayPieces } from "./frame";

/** A frame of sparse rows; a feature becomes a column of numbers when somebody asks for it. */
export class CsrFrame implements Frame {
  readonly csr: CsrArray;
  // A property of its own, so that { ...frame, features } has it.
  readonly nRows: number;
  readonly named: boolean;
  /** Does the caller get it as sparse rows? */
  readonly sparse: boolean;
  private readonly names: () => readonly string[];
  private readonly who: string;
  private list: readonly NumberFeature[] | undefined;

  constructor(
    csr: CsrArray,
    names: () => readonly string[],
    form: { named: boolean; sparse: boolean },
    who: string,
  ) {
    this.csr = csr;
    this.nRows = csr.shape[0];
    this.names = names;
    this.named = form.named;
    this.sparse = form.sparse;
    this.who = who;
  }

  get features(): readonly NumberFeature[] {
    if (this.list !== undefined) return this.list;
    let columns: readonly Float64Array[] | undefined;
    const all = (): readonly Float64Array[] => {
      columns ??= columnsOf(this.csr, this.who);
      return columns;
    };
    this.list = this.names().map((name, j) => ({
      name,
      get numbers() {
        return all()[j]!;
      },
    }));
    return this.list;
  }
}

/** The sparse rows of a frame of numbers. */
export const csrOfFrame = (frame: Frame, numbers: () => readonly NumberFeature[]): CsrArray => {
  if (frame instanceof CsrFrame) return frame.csr;
  return csrOf(
    numbers().map((feature) => feature.numbers),
    frame.nRows,
  );
};

/** What a caller gets of a frame: its sparse rows, or an array with all zeros. */
export function* presentCsr(frame: Frame, who: string): Generator<void, NdArray<Float64Array> | CsrArray> {
  if (!(frame instanceof CsrFrame)) return yield* arrayPieces(frame, who);
  return frame.sparse ? frame.csr : denseOf(frame.csr, who);
}
