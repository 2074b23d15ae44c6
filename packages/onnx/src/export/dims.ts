/** A whole number that grows with the batch: `times * batch + plus`. */
export interface Affine {
  readonly times: number;
  readonly plus: number;
}

/** A length or position: a number, or one that depends on the batch. */
export type Dim = number | Affine;

/** The length of every axis. */
export type Dims = readonly Dim[];

/** `P` with every number, alone or in a list, in the form of a {@link Dim}. */
export type Symbolic<P> = {
  readonly [K in keyof P]: P[K] extends number ? Dim : P[K] extends readonly number[] ? Dims : P[K];
};

/**
 * The line through values that were seen at different batches: one number if all are equal, `times * batch + plus` if
 * they lie on a line, `undefined` if they do not.
 */
export function fitLine(values: readonly number[], batches: readonly number[]): Dim | undefined {
  const [first = 0, second = first] = values;
  if (values.every((value) => Object.is(value, first))) return first;
  const [b0 = 0, b1 = 1] = batches;
  const times = (second - first) / (b1 - b0);
  const plus = first - times * b0;
  const fits = values.every((value, i) => value === times * (batches[i] as number) + plus);
  return fits ? { times, plus } : undefined;
}

/** Whether a dim is the same at every batch. */
export function isFixed(dim: Dim): dim is number {
  return typeof dim === "number";
}

/** Whether two dims are the same at every batch. */
export function sameDim(a: Dim, b: Dim): boolean {
  if (isFixed(a) || isFixed(b)) return a === b;
  return a.times === b.times && a.plus === b.plus;
}

/** Whether two shapes are the same at every batch. */
export function sameDims(a: Dims, b: Dims): boolean {
  return a.length === b.length && a.every((dim, i) => sameDim(dim, b[i] as Dim));
}

/** `a + factor * b`. */
export function addDims(a: Dim, b: Dim, factor = 1): Dim {
  const [x, y] = [asAffine(a), asAffine(b)];
  const times = x.times + factor * y.times;
  const plus = x.plus + factor * y.plus;
  return times === 0 ? plus : { times, plus };
}

/** What two shapes broadcast to; `undefined` where that is not the same at every batch. */
export function broadcastDims(a: Dims, b: Dims): Dims | undefined {
  const rank = Math.max(a.length, b.length);
  const out: Dim[] = [];
  for (let i = rank; i >= 1; i--) {
    const x = a[a.length - i] ?? 1;
    const y = b[b.length - i] ?? 1;
    if (x === 1 || sameDim(x, y)) out.push(y);
    else if (y === 1) out.push(x);
    else return undefined;
  }
  return out;
}

/** A dim as people write it: `3`, `batch`, `2*batch+1`. */
export function showDim(dim: Dim): string {
  if (isFixed(dim)) return String(dim);
  const times = dim.times === 1 ? "batch" : `${dim.times}*batch`;
  if (dim.plus === 0) return times;
  return dim.plus > 0 ? `${times}+${dim.plus}` : `${times}${dim.plus}`;
}

function asAffine(dim: Dim): Affine {
  return isFixed(dim) ? { times: 0, plus: dim } : dim;
}
