import { normalizeAxis, showShape } from "../graph/shape";
import { apply, atLeastFloat, promoted, type Tensor, type TensorLike, toTensor } from "./tensor";

/** A tensor with one letter for each axis. */
interface Labelled {
  readonly x: Tensor;
  readonly labels: readonly string[];
}

/**
 * Sums of products in Einstein's notation: `"ij,jk->ik"` is the product of two matrices, `"bij->bji"` a transpose,
 * `"ii->i"` a diagonal. `...` stands for axes without letters, which broadcast. Without `->` the result has the letters
 * that stand once, in the order of the alphabet. Several operands are multiplied from left to right.
 *
 * @param equation - A list of letters for each operand, one letter an axis, then `->` and the letters of the result.
 * @throws RangeError with equation and shapes when they do not fit.
 * @example
 * einsum("ij,j->i", tensor([[1, 2], [3, 4]]), tensor([1, 1])).toArray(); // [3, 7]
 */
export function einsum(equation: string, ...operands: readonly TensorLike[]): Tensor {
  const given = operands.map((x) => toTensor(x));
  const fail = (why: string): never => {
    throw new RangeError(
      `einsum: ${JSON.stringify(equation)} for ${given.map((x) => showShape(x.shape)).join(" and ") || "no operands"}: ${why}`,
    );
  };
  const [left, right, ...rest] = equation.replaceAll(" ", "").split("->") as [string, string | undefined];
  const terms = left.split(",");
  if (rest.length > 0) fail("expected one -> at most");
  if (terms.length !== given.length) fail(`names ${terms.length} operands, received ${given.length}`);
  const open = Math.max(0, ...terms.map((term, i) => freeAxes(term, given[i] as Tensor, fail)));
  const result = right ?? implicit(terms);
  const out = expand(result, open, open, fail);
  if (new Set(out).size !== out.length) fail("a letter stands twice in the result");
  const all = terms.map((term, i) => {
    const x = given[i] as Tensor;
    return diagonals({ x, labels: expand(term, freeAxes(term, x, fail), open, fail) }, fail);
  });
  const lengths = new Map<string, number>();
  for (const { x, labels } of all) {
    labels.forEach((label, axis) => {
      const length = x.shape[axis] as number;
      const before = lengths.get(label) ?? 1;
      if (before !== 1 && length !== 1 && before !== length)
        fail(`${shown(label)} is ${before} and ${length} long`);
      lengths.set(label, Math.max(before === 1 ? length : before, length === 1 ? before : length));
    });
  }
  for (const label of out) if (!lengths.has(label)) fail(`${shown(label)} of the result is in no operand`);
  let done = reduced(all[0] as Labelled, all.slice(1), out);
  for (let i = 1; i < all.length; i++) {
    const later = all.slice(i + 1);
    done = product(done, reduced(all[i] as Labelled, [done, ...later], out), later, out);
  }
  const missing = out.filter((label) => !done.labels.includes(label));
  const order = out.filter((label) => done.labels.includes(label)).map((label) => done.labels.indexOf(label));
  const turned = done.x.transpose(order);
  return missing.length === 0 ? turned : fail("an axis of the result got lost");
}

/** The sum over named axes of two tensors of the products of their elements, as NumPy's `tensordot`. */
export function tensordot(
  a: TensorLike,
  b: TensorLike,
  axes: number | readonly [number | readonly number[], number | readonly number[]] = 2,
): Tensor {
  const [x, y] = promoted(a, b);
  const list = (value: number | readonly number[]): readonly number[] =>
    typeof value === "number" ? [value] : value;
  const [left, right] =
    typeof axes === "number"
      ? [Array.from({ length: axes }, (_, i) => x.rank - axes + i), Array.from({ length: axes }, (_, i) => i)]
      : [list(axes[0]), list(axes[1])];
  const from = left.map((axis) => normalizeAxis(axis, x.rank, "tensordot"));
  const to = right.map((axis) => normalizeAxis(axis, y.rank, "tensordot"));
  const fits =
    from.length === to.length && from.every((axis, i) => x.shape[axis] === y.shape[to[i] as number]);
  if (!fits || new Set(from).size !== from.length || new Set(to).size !== to.length) {
    throw new RangeError(
      `tensordot: axes ${showShape(from)} of ${showShape(x.shape)} and ${showShape(to)} of ${showShape(y.shape)} do not ` +
        "fit; expected as many of one as of the other, each once and pairwise equally long",
    );
  }
  const labels = x.shape.map((_, i) => i);
  const second = y.shape.map((_, i) => {
    const at = to.indexOf(i);
    return at >= 0 ? (from[at] as number) : x.rank + i;
  });
  const out = [...labels.filter((i) => !from.includes(i)), ...second.filter((i) => i >= x.rank)];
  return contract(x, y, labels, second, out);
}

/** A contraction of float operands whose axes have labels; see the primitive. */
export function contract(
  x: Tensor,
  y: Tensor,
  a: readonly number[],
  b: readonly number[],
  out: readonly number[],
): Tensor {
  const [left, right] = promoted(atLeastFloat(x), atLeastFloat(y));
  return apply("contract", [left, right], { a, b, out });
}

type Fail = (why: string) => never;

/** How many axes stand under `...`. */
function freeAxes(term: string, x: Tensor, fail: Fail): number {
  const letters = term.replace("...", "");
  if (!/^[A-Za-z]*$/.test(letters)) fail(`${JSON.stringify(term)} has something that is no letter`);
  const free = x.rank - letters.length;
  if (free < 0 || (free > 0 && !term.includes("...")))
    fail(`${JSON.stringify(term)} names ${letters.length} axes of ${showShape(x.shape)}`);
  return free;
}

/** One label for each axis; those under `...` are numbered so that the last ones match. */
function expand(term: string, free: number, all: number, fail: Fail): string[] {
  const [before = "", after = "", ...more] = term.split("...");
  if (more.length > 0) fail("expected ... once an operand");
  if (!/^[A-Za-z]*$/.test(before + after)) fail(`${JSON.stringify(term)} has something that is no letter`);
  const dots = term.includes("...") ? Array.from({ length: free }, (_, i) => `.${all - free + i}`) : [];
  return [...before, ...dots, ...after];
}

/** The letters that stand once, in the order of the alphabet, behind the axes without letters. */
function implicit(terms: readonly string[]): string {
  const letters = [...terms.join("").replaceAll(".", "")];
  const once = letters.filter((letter) => letters.indexOf(letter) === letters.lastIndexOf(letter));
  return (terms.some((term) => term.includes("...")) ? "..." : "") + once.sort().join("");
}

function shown(label: string): string {
  return label.startsWith(".") ? "an axis under ..." : JSON.stringify(label);
}

/** A letter that stands twice in an operand is its diagonal. */
function diagonals({ x, labels }: Labelled, fail: Fail): Labelled {
  const twice = labels.findIndex((label, i) => labels.indexOf(label) < i);
  if (twice < 0) return { x, labels };
  const first = labels.indexOf(labels[twice] as string);
  const n = x.shape[first] as number;
  if (n !== x.shape[twice])
    fail(`${shown(labels[twice] as string)} is ${n} and ${x.shape[twice]} long in one operand`);
  const others = labels.map((_, i) => i).filter((i) => i !== first && i !== twice);
  const lead = others.map((i) => x.shape[i] as number);
  const flat = x.transpose([...others, first, twice]).reshape([...lead, n * n]);
  const along = [...others.map(() => null), [0, n === 0 ? 0 : (n - 1) * (n + 1) + 1, n + 1] as const];
  const kept = { x: flat.slice(along), labels: [...others, first].map((i) => labels[i] as string) };
  return diagonals(kept, fail);
}

/** Without the axes that nobody else has. */
function reduced({ x, labels }: Labelled, others: readonly Labelled[], out: readonly string[]): Labelled {
  const needed = (label: string): boolean =>
    out.includes(label) || others.some((other) => other.labels.includes(label));
  const axes = labels.map((_, i) => i).filter((i) => !needed(labels[i] as string));
  return axes.length === 0 ? { x, labels } : { x: x.sum(axes), labels: labels.filter(needed) };
}

/** The product of two operands, summed over what neither the result nor a later operand has. */
function product(a: Labelled, b: Labelled, later: readonly Labelled[], out: readonly string[]): Labelled {
  // An axis of length 1 against a longer one broadcasts: it is dropped, and the other operand's stays.
  const narrow = (one: Labelled, other: Labelled): Labelled => {
    const drop = one.labels.filter((label, i) => {
      const j = other.labels.indexOf(label);
      return j >= 0 && one.x.shape[i] === 1 && other.x.shape[j] !== 1;
    });
    if (drop.length === 0) return one;
    return {
      x: one.x.squeeze(drop.map((label) => one.labels.indexOf(label))),
      labels: one.labels.filter((label) => !drop.includes(label)),
    };
  };
  const kept = (label: string): boolean => out.includes(label) || later.some((l) => l.labels.includes(label));
  const first = reduced(narrow(a, b), [narrow(b, a), ...later], out);
  const second = reduced(narrow(b, a), [first, ...later], out);
  const names = [...new Set([...first.labels, ...second.labels])];
  const numbers = (labels: readonly string[]): number[] => labels.map((label) => names.indexOf(label));
  const labels = names.filter(kept);
  return {
    x: contract(first.x, second.x, numbers(first.labels), numbers(second.labels), numbers(labels)),
    labels,
  };
}
