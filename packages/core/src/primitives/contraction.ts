import { isFloat } from "../graph/dtype";
import type { Node } from "../graph/node";
import { sameShape, showShape } from "../graph/shape";
import { type NoParams, operands, type Rule } from "./primitive";

/** Sums of products. */
export interface Contraction {
  /** `[…, m, k] x [… , k, n] -> […, m, n]`; the leading axes are equal, broadcasting was done before. */
  matmul: NoParams;
  /** Sums of products over axes that two operands share, in any order; see {@link ContractParams}. */
  contract: ContractParams;
}

/**
 * Each axis has a label. Axes with one label are equally long and walk together; labels of both operands that the
 * result lacks are summed over. `{ a: [0, 1], b: [1, 2], out: [0, 2] }` is the product of two matrices.
 */
export interface ContractParams {
  /** The labels of the left operand's axes, each once. */
  readonly a: readonly number[];
  /** The labels of the right operand's axes, each once. */
  readonly b: readonly number[];
  /** The labels of the result's axes, each of an operand. */
  readonly out: readonly number[];
}

/** The operands' labels of a contraction, whichever primitive it is. */
export function labelsOf(of: Node): ContractParams {
  if (of.op === "contract") return of.params as ContractParams;
  const rank = of.shape.length;
  const batch = Array.from({ length: rank - 2 }, (_, i) => i);
  const [row, column, summed] = [rank - 2, rank - 1, rank];
  return { a: [...batch, row, summed], b: [...batch, summed, column], out: [...batch, row, column] };
}

/** The length that belongs to each label. */
export function lengthsOf(
  { a, b }: ContractParams,
  [left, right]: readonly Node[],
): ReadonlyMap<number, number> {
  const lengths = new Map<number, number>();
  a.forEach((label, i) => {
    lengths.set(label, left!.shape[i] as number);
  });
  b.forEach((label, i) => {
    lengths.set(label, right!.shape[i] as number);
  });
  return lengths;
}

/** The shape and dtype rules of contractions. */
export const contraction: { readonly [K in keyof Contraction]: Rule<Contraction[K]> } = {
  matmul: (inputs) => {
    const [a, b] = operands(inputs, 2, "matmul");
    const rank = a.shape.length;
    const fits =
      rank >= 2 &&
      b.shape.length === rank &&
      sameShape(a.shape.slice(0, -2), b.shape.slice(0, -2)) &&
      a.shape[rank - 1] === b.shape[rank - 2];
    if (!fits) {
      throw new RangeError(
        `matmul: ${showShape(a.shape)} and ${showShape(b.shape)} do not fit: the last axis of the left must be as long ` +
          "as the last but one of the right; transpose one of them if it lies the other way",
      );
    }
    mustBeOneFloat(a, b, "matmul");
    return { shape: [...a.shape.slice(0, -1), b.shape[rank - 1] as number], dtype: a.dtype };
  },
  contract: (inputs, params) => {
    const [a, b] = operands(inputs, 2, "contract");
    mustBeOneFloat(a, b, "contract");
    const lengths = lengthsOf(params, [a, b]);
    const fits = (x: Node, labels: readonly number[]): boolean =>
      labels.length === x.shape.length && labels.every((label, i) => lengths.get(label) === x.shape[i]);
    const once = [params.a, params.b, params.out].every((labels) => new Set(labels).size === labels.length);
    const summed = [...lengths.keys()].filter((label) => !params.out.includes(label));
    const shared = summed.every((label) => params.a.includes(label) && params.b.includes(label));
    if (!fits(a, params.a) || !fits(b, params.b) || !once || !shared) {
      throw new RangeError(
        `contract: ${showShape(a.shape)} with labels [${params.a}] and ${showShape(b.shape)} with labels [${params.b}] do ` +
          `not give [${params.out}]; each label stands once an operand, for one length, and what is summed over in both`,
      );
    }
    return { shape: params.out.map((label) => lengths.get(label) as number), dtype: a.dtype };
  },
};

function mustBeOneFloat(a: Node, b: Node, what: string): void {
  if (a.dtype === b.dtype && isFloat(a.dtype)) return;
  throw new TypeError(
    `${what}: received ${a.dtype} and ${b.dtype}, expected two operands of one float dtype`,
  );
}
