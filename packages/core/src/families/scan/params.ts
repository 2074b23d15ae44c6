import type { DType } from "../../graph/dtype";
import type { Shape } from "../../graph/shape";
import type { ScanBody } from "./body";

/** The parameters of a scan: its operands are the first carries, what is sliced, and what comes from outside. */
export interface ScanParams {
  readonly body: ScanBody;
  readonly length: number;
  /** From the last slice to the first. */
  readonly reverse: boolean;
}

/** Which result of a scan a part is: a carry at the end, or what was stacked. */
export interface PartParams {
  readonly index: number;
  readonly shape: Shape;
  readonly dtype: DType;
}
