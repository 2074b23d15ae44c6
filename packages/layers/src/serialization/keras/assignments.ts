import type { Variable } from "@wellfit/core";
import type { H5Dataset, H5Numbers } from "../hdf5/nodes";

/** Numbers that will be put into a variable, once all that is read was found to fit. */
export interface Assignment {
  readonly variable: Variable;
  readonly data: H5Numbers;
}

/** Collects what a file says about variables, so that a file that does not fit changes nothing. */
export class Assignments {
  /** What was left out because it did not fit, in words. */
  readonly skipped: string[] = [];
  private readonly list: Assignment[] = [];
  private readonly skipMismatch: boolean;

  constructor(skipMismatch: boolean) {
    this.skipMismatch = skipMismatch;
  }

  /** Notes the numbers for a variable; its shape must be the same. */
  add(where: string, variable: Variable, found: H5Dataset): void {
    const { shape } = found;
    if (shape.length === variable.shape.length && shape.every((n, i) => n === variable.shape[i])) {
      this.list.push({ variable, data: found.numbers() });
      return;
    }
    this.refuse(
      `${where}: received shape [${shape.join(", ")}], expected [${variable.shape.join(", ")}]; the weights belong to ` +
        "another model",
    );
  }

  /** Notes that something does not fit: an error, unless it shall be skipped. */
  refuse(why: string): void {
    if (!this.skipMismatch) throw new RangeError(`${why} (skipMismatch leaves out what does not fit)`);
    this.skipped.push(why);
  }

  /** Puts all numbers into their variables. */
  apply(): void {
    for (const { variable, data } of this.list) {
      const kind =
        variable.dtype === "float64" ? Float64Array : variable.dtype === "int32" ? Int32Array : Float32Array;
      variable.assign({ data: data instanceof kind ? data : kind.from(data), shape: variable.shape });
    }
  }
}
