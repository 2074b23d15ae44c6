import { checkNumber, readOptions, show } from "../common/options";
import { type BatchShape, type Shapes, showBatchShape } from "../common/shapes";
import { attentionEquations, projection } from "./attention-equations";
import { AttentionHeads, type HeadEquations, type HeadOptions, headDefaults } from "./attention-heads";
import { type Axes, readAxes } from "./axes";
import type { CallOptions } from "./call-options";
import { readOutputShape } from "./einsum-dense";
import type { OutputShapes } from "./symbolic";

/** Options of {@link multiHeadAttention}. */
export interface MultiHeadAttentionOptions extends HeadOptions {
  /** The number of features of each head's values. Default `keyDim`. */
  readonly valueDim?: number;
  /** The number of features of the output, or several axes of them. Default: that of the query. */
  readonly outputShape?: number | readonly number[];
  /** The axes of steps, counted from 1 after that of the rows. Default: all but the last. */
  readonly attentionAxes?: number | readonly number[];
}

const WHERE = "multiHeadAttention";

/** See {@link multiHeadAttention}. */
export class MultiHeadAttention extends AttentionHeads {
  /** Its name in Keras. */
  static readonly className: string = "MultiHeadAttention";
  private readonly numHeads: number;
  private readonly keyDim: number;
  private readonly valueDim: number;
  private readonly features: readonly number[] | undefined;
  private attentionAxes: Axes | undefined;
  private found: HeadEquations | undefined;

  constructor(options: MultiHeadAttentionOptions & { readonly numHeads: number; readonly keyDim: number }) {
    const given = readOptions(WHERE, options, {
      ...headDefaults,
      numHeads: undefined as unknown,
      keyDim: undefined as unknown,
      valueDim: undefined as unknown,
      outputShape: undefined as unknown,
      attentionAxes: undefined as unknown,
    });
    super(WHERE, given);
    const count = { integer: true, min: 1 };
    this.numHeads = checkNumber(WHERE, "numHeads", given.numHeads, count);
    this.keyDim = checkNumber(WHERE, "keyDim", given.keyDim, count);
    this.valueDim = checkNumber(WHERE, "valueDim", given.valueDim ?? this.keyDim, count);
    this.features =
      given.outputShape === undefined
        ? undefined
        : readOutputShape(WHERE, given.outputShape).map((n) => checkNumber(WHERE, "outputShape", n, count));
    this.attentionAxes =
      given.attentionAxes === undefined ? undefined : readAxes(WHERE, given.attentionAxes, "attentionAxes");
  }

  override computeOutputShape(inputShape: Shapes, options: CallOptions = {}): OutputShapes {
    const [query, value] = this.checkShapes(inputShape);
    const output = this.features === undefined ? query : [...query.slice(0, -1), ...this.features];
    if (options.returnAttentionScores !== true) return output;
    const axes = this.axesIn(query);
    const at = (shape: BatchShape): BatchShape => axes.map((axis) => shape[axis] ?? null);
    const batch = query.slice(0, -1).filter((_, axis) => !axes.includes(axis));
    return [output, [...batch, this.numHeads, ...at(query), ...at(value)]];
  }

  override getConfig(): Record<string, unknown> {
    const axes = this.attentionAxes;
    return {
      ...super.getConfig(),
      num_heads: this.numHeads,
      key_dim: this.keyDim,
      value_dim: this.valueDim,
      output_shape: this.features ?? null,
      attention_axes: axes === undefined ? null : typeof axes === "number" ? [axes] : axes,
    };
  }

  protected override makeWeights(inputShape: Shapes): void {
    const [query, value, key] = this.checkShapes(inputShape);
    this.attentionAxes = this.axesIn(query);
    const heads = (dim: number): readonly number[] => [this.numHeads, dim];
    const make = (name: "query" | "key" | "value" | "gate", dim: number, shape: BatchShape): void => {
      const { equation, biasAxes, free } = projection(shape.length - 1, 1, 2);
      const steps = new Array<null>(free - 1).fill(null);
      this.makeDense(name, equation, [...steps, ...heads(dim)], biasAxes, shape);
    };
    make("query", this.keyDim, query);
    make("key", this.keyDim, key);
    if (this.useGate) make("gate", this.valueDim, query);
    make("value", this.valueDim, value);
    this.found = attentionEquations(query.length + 1, this.attentionAxes as readonly number[]);
    this.makeHelpers(this.found.axes);
    const features = this.features ?? [this.lastOf(query)];
    const { equation, biasAxes, free } = projection(query.length - 1, 2, features.length);
    const steps = new Array<null>(free - 1).fill(null);
    const between = [...query.slice(0, -1), ...heads(this.valueDim)];
    this.makeDense("output", equation, [...steps, ...features], biasAxes, between);
  }

  protected override get equations(): HeadEquations {
    return this.found as HeadEquations;
  }

  protected override get scaleOfScores(): number {
    return 1 / Math.sqrt(this.keyDim);
  }

  private lastOf(query: BatchShape): number {
    const last = query[query.length - 1];
    if (last !== null && last !== undefined) return last;
    throw new RangeError(
      `${this.name}: received a query of shape ${showBatchShape(query)}, expected a known length of its last axis, or outputShape`,
    );
  }

  /** The axes of steps, counted from 0, that of the rows. */
  private axesIn(query: BatchShape): readonly number[] {
    const given = this.attentionAxes;
    if (given === undefined) return query.slice(1, -1).map((_, i) => i + 1);
    const axes = (typeof given === "number" ? [given] : given).map((axis) =>
      axis < 0 ? axis + query.length : axis,
    );
    if (axes.every((axis) => axis > 0 && axis < query.length - 1)) return axes;
    throw new RangeError(
      `${this.name}: received attentionAxes ${show(given)} for a query of shape ${showBatchShape(query)}, expected axes from 1 to ` +
        `${query.length - 2}: those between the rows and the features`,
    );
  }
}

/**
 * Attention with several heads (Vaswani et al. 2017): query, key and value are projected to `numHeads` heads, in each of which a
 * query gets the mean of the values, weighted by `softmax(query · key / sqrt(keyDim))`; what the heads give is projected to the
 * features of the query. Takes `[query, value]` or `[query, value, key]`, each `[batch, steps, features]`; for attention of a
 * sequence to itself pass it twice.
 *
 * Options of a call: `useCausalMask`, so that no query sees a later key; `attentionMask`, bool `[batch, queries, keys]`;
 * `valueMask` and `keyMask`, bool `[batch, steps]`, by default those that travel with the inputs, as that of the query does; and
 * `returnAttentionScores`, to get the weights `[batch, heads, queries, keys]` as well.
 *
 * Weights: kernels and biases of the dense layers `query`, `key`, `value` and `attention_output` within.
 *
 * @param numHeads - The number of heads, at least 1.
 * @param keyDim - The number of features of each head's queries and keys, at least 1.
 * @throws RangeError or TypeError for numbers, options or names that do not exist, or inputs that do not fit one another.
 * @example
 * multiHeadAttention(2, 16).apply([zeros([8, 10, 32]), zeros([8, 10, 32])]); // [8, 10, 32]
 */
export function multiHeadAttention(
  numHeads: number,
  keyDim: number,
  options: MultiHeadAttentionOptions = {},
): MultiHeadAttention {
  return new MultiHeadAttention({ ...options, numHeads, keyDim });
}
