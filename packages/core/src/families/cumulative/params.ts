import { type Shape, sizeOf } from "../../graph/shape";

/** Which way a scan goes along which axis. */
export interface ScanParams {
  readonly axis: number;
  /** From the last element to the first. */
  readonly reverse: boolean;
}

/** The parameters of cumulative primitives. */
export interface CumulativeParams extends ScanParams {
  /** Each result is of the elements before its own; the first is what changes nothing. */
  readonly exclusive: boolean;
}

/** An array as the axes before one, that one, and those after it. */
export interface Sections {
  readonly outer: number;
  readonly length: number;
  readonly inner: number;
}

/** The lengths before, along and after an axis. */
export function sectionsOf(shape: Shape, axis: number): Sections {
  return {
    outer: sizeOf(shape.slice(0, axis)),
    length: shape[axis] as number,
    inner: sizeOf(shape.slice(axis + 1)),
  };
}

/** Visits every line along an axis: where its elements stand, in the order of the scan. */
export function forEachLine(
  shape: Shape,
  { axis, reverse }: ScanParams,
  visit: (first: number, step: number, length: number) => void,
): void {
  const { outer, length, inner } = sectionsOf(shape, axis);
  for (let o = 0; o < outer; o++) {
    for (let i = 0; i < inner; i++) {
      const start = o * length * inner + i;
      if (reverse) visit(start + (length - 1) * inner, -inner, length);
      else visit(start, inner, length);
    }
  }
}
