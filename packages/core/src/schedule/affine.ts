import { type Shape, stridesOf } from "../graph/shape";

/** `offset + sum(terms[i] * loop variable i)`: a position that moves evenly with the loops around it. */
export interface Affine {
  readonly offset: number;
  readonly terms: readonly number[];
}

/** A position that does not move, among so many loops. */
export function fixed(offset: number, loops: number): Affine {
  return { offset, terms: new Array<number>(loops).fill(0) };
}

/** The variable of one loop. */
export function loopVariable(index: number, loops: number): Affine {
  return { offset: 0, terms: Array.from({ length: loops }, (_, i) => (i === index ? 1 : 0)) };
}

/** `a + by * b`. */
export function plus(a: Affine, b: Affine, by = 1): Affine {
  return { offset: a.offset + by * b.offset, terms: a.terms.map((t, i) => t + by * (b.terms[i] as number)) };
}

/** `start + step * a`. */
export function stepped(a: Affine, start: number, step: number): Affine {
  return { offset: start + step * a.offset, terms: a.terms.map((t) => t * step) };
}

/** Whether two positions are the same everywhere. */
export function sameAffine(a: Affine, b: Affine): boolean {
  return a.offset === b.offset && a.terms.every((t, i) => t === b.terms[i]);
}

/** The row-major address of coordinates in an array of a shape. */
export function flatten(coords: readonly Affine[], shape: Shape, loops: number): Affine {
  return coords.reduce((sum, c, i) => plus(sum, c, stridesOf(shape)[i] as number), fixed(0, loops));
}

/** Coordinates that walk an array in step with loops of the same lengths; axes of length 1 stand still. */
export function walk(shape: Shape, dims: readonly number[], loops: number): Affine[] {
  let next = 0;
  return shape.map((n) => {
    if (n === 1) return fixed(0, loops);
    while (dims[next] === 1) next++;
    return loopVariable(next++, loops);
  });
}

/**
 * The coordinates in an array of shape `to` of what has these coordinates in the same elements under shape `from`, or
 * `undefined` where they do not move evenly. Axes are matched in groups of equal products.
 */
export function reshapeCoords(
  coords: readonly Affine[],
  from: Shape,
  to: Shape,
  extents: readonly number[],
): Affine[] | undefined {
  const loops = extents.length;
  const out: Affine[] = [];
  let i = 0;
  let j = 0;
  while (i < from.length || j < to.length) {
    const [startI, startJ] = [i, j];
    let left = i < from.length ? (from[i++] as number) : 1;
    let right = j < to.length ? (to[j++] as number) : 1;
    while (left !== right) {
      if (left < right) left *= from[i++] as number;
      else right *= to[j++] as number;
    }
    let rest = flatten(coords.slice(startI, i), from.slice(startI, i), loops);
    const strides = stridesOf(to.slice(startJ, j));
    for (let axis = startJ; axis < j; axis++) {
      const stride = strides[axis - startJ] as number;
      const parts = divide(rest, stride, extents);
      if (!parts) return undefined;
      out.push(parts.quotient);
      rest = parts.remainder;
    }
  }
  return out;
}

/** Quotient and remainder by `by` where each loop belongs wholly to one of them. */
function divide(
  a: Affine,
  by: number,
  extents: readonly number[],
): { quotient: Affine; remainder: Affine } | undefined {
  if (by === 1) return { quotient: a, remainder: fixed(0, extents.length) };
  const quotient: number[] = [];
  const remainder: number[] = [];
  let highest = ((a.offset % by) + by) % by;
  let lowest = highest;
  const offset = (a.offset - highest) / by;
  const rest = highest;
  for (const [i, term] of a.terms.entries()) {
    const whole = term % by === 0;
    quotient.push(whole ? term / by : 0);
    remainder.push(whole ? 0 : term);
    if (whole) continue;
    const reach = term * ((extents[i] as number) - 1);
    if (reach > 0) highest += reach;
    else lowest += reach;
  }
  if (lowest < 0 || highest >= by) return undefined;
  return { quotient: { offset, terms: quotient }, remainder: { offset: rest, terms: remainder } };
}
