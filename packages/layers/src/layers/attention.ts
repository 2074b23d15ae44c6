import {
  arange,
  isTensor,
  logicalAnd,
  randomUniform,
  softmax,
  type Tensor,
  type Variable,
  where,
} from "@wellfit/core";
import { checkChoice, checkNumber, readOptions } from "../common/options";
import { areShapes, type BatchShape, type Shapes, showBatchShape, showShapes } from "../common/shapes";
import { ones } from "../initializers/ones";
import type { CallOptions } from "./call-options";
import type { CallContext } from "./context";
import { layerDefaults } from "./layer";
import type { Mask } from "./mask";
import { masksGiven } from "./mask-given";
import { RandomLayer, type RandomLayerOptions } from "./random-layer";
import type { OutputShapes } from "./symbolic";
import type { Tensors } from "./tensors";

/** Options of {@link attention}. */
export interface AttentionOptions extends RandomLayerOptions {
  /** Whether scores are multiplied by a learnt number. Default false. */
  readonly useScale?: boolean;
  /**
   * How well a query fits a key: "dot", the product of both, or "concat", a learnt number times the sum of
   * `tanh(query + key)`. Default "dot".
   */
  readonly scoreMode?: "dot" | "concat";
  /** The share of weights that is dropped while training, from 0 to 1. Default 0. */
  readonly dropout?: number;
}

/** What is taken off the scores of values that do not count. */
const FAR = 1e9;

/** See {@link attention}. */
export class Attention extends RandomLayer {
  /** Its name in Keras. */
  static readonly className: string = "Attention";
  protected override readonly notesShape: boolean = true;
  protected override readonly takesMany: boolean = true;
  /** Whether scores are multiplied by learnt numbers. */
  protected readonly useScale: boolean;
  /** The learnt numbers that scores are multiplied by. */
  protected scale: Variable | undefined;
  private readonly scoreMode: "dot" | "concat";
  private readonly dropout: number;
  private concatWeight: Variable | undefined;

  /**
   * @param where - What error messages call the layer.
   * @param modes - Whether the option `scoreMode` exists.
   */
  constructor(options: AttentionOptions = {}, where = "attention", modes = true) {
    const given = readOptions(where, options, {
      ...layerDefaults,
      useScale: false,
      ...(modes ? { scoreMode: "dot" } : {}),
      dropout: 0,
      seed: undefined as number | undefined,
    });
    super(where, given);
    this.useScale = given.useScale;
    const mode = (given as { scoreMode?: unknown }).scoreMode ?? "dot";
    this.scoreMode = checkChoice(where, "scoreMode", mode, ["dot", "concat"] as const);
    this.dropout = checkNumber(where, "dropout", given.dropout, { min: 0, max: 1 });
  }

  override computeOutputShape(inputShape: Shapes, options: CallOptions = {}): OutputShapes {
    const [query, value, key] = this.checkShapes(inputShape);
    const output = [...query.slice(0, -1), value[value.length - 1] ?? null];
    const keys = key[key.length - 2] ?? null;
    return options.returnAttentionScores ? [output, [...query.slice(0, -1), keys]] : output;
  }

  override call(
    x: readonly Tensor[],
    context: CallContext,
    options: CallOptions = {},
  ): Tensor | readonly Tensor[] {
    const [query, value, key = value] = x as readonly [Tensor, Tensor, Tensor?];
    const [queryMask, valueMask] = masksGiven(options.mask);
    const scores = this.scores(query, key);
    const counts = countedKeys(scores, valueMask, options.useCausalMask === true);
    const weights = softmax(counts === undefined ? scores : where(counts, scores, scores.sub(FAR)));
    const found = this.drop(weights, context).matmul(value);
    const output = queryMask === undefined ? found : where(queryMask.expandDims(-1), found, 0);
    return options.returnAttentionScores ? [output, weights] : output;
  }

  override computeMask(_x: Tensors, mask: CallOptions["mask"]): Mask | readonly Mask[] {
    return masksGiven(mask)[0];
  }

  override getConfig(): Record<string, unknown> {
    return {
      ...super.getConfig(),
      use_scale: this.useScale,
      score_mode: this.scoreMode,
      dropout: this.dropout,
    };
  }

  protected override makeWeights(inputShape: Shapes): void {
    this.checkShapes(inputShape);
    if (this.useScale) this.scale = this.addWeight("scale", [], { initializer: ones() });
    if (this.scoreMode === "concat") {
      this.concatWeight = this.addWeight("concat_score_weight", [], { initializer: ones() });
    }
  }

  /** How well each query fits each key: `[batch, queries, keys]`. */
  protected scores(query: Tensor, key: Tensor): Tensor {
    const scale = this.scale?.value;
    if (this.scoreMode === "dot") {
      const last = key.rank - 1;
      const order = key.shape.map((_, axis) => (axis < last - 1 ? axis : 2 * last - 1 - axis));
      const products = query.matmul(key.transpose(order));
      return scale === undefined ? products : products.mul(scale);
    }
    const sums = query.expandDims(-2).add(key.expandDims(-3));
    const bent = (scale === undefined ? sums : sums.mul(scale)).tanh().sum(-1);
    return bent.mul((this.concatWeight as Variable).value);
  }

  /** The shapes of query, value and key; throws for others. */
  protected checkShapes(shapes: Shapes): readonly [BatchShape, BatchShape, BatchShape] {
    if (!areShapes(shapes) || shapes.length < 2 || shapes.length > 3) {
      throw new RangeError(
        `${this.name}: received ${areShapes(shapes) ? `${shapes.length} inputs` : `one input of shape ${showBatchShape(shapes)}`}, ` +
          "expected an array [query, value] or [query, value, key]; for attention of a sequence to itself pass it twice",
      );
    }
    const [query, value, key = value] = shapes as readonly [BatchShape, BatchShape, BatchShape?];
    const same = (a: number | null | undefined, b: number | null | undefined): boolean =>
      a === b || a === null || b === null;
    const good =
      shapes.every((shape) => shape.length >= 3) &&
      same(query[query.length - 1], key[key.length - 1]) &&
      same(value[value.length - 2], key[key.length - 2]);
    if (good) return [query, value, key];
    throw new RangeError(
      `${this.name}: received query, value and key of shapes ${showShapes([query, value, key])}, expected [batch, queries, depth], ` +
        "[batch, keys, width] and [batch, keys, depth]; without a key the value is one, and needs the depth of the query",
    );
  }

  private drop(weights: Tensor, context: CallContext): Tensor {
    if (!context.training || this.dropout === 0) return weights;
    const keep = randomUniform(context.randomKey(this.seed), weights.shape).greaterEqual(this.dropout);
    return where(keep, weights.mul(this.dropout === 1 ? 0 : 1 / (1 - this.dropout)), 0);
  }
}

/** Which keys count for which query, bool that broadcasts to the scores; nothing when all of them do. */
function countedKeys(scores: Tensor, mask: Mask, causal: boolean): Mask {
  const own = isTensor(mask) ? mask.cast("bool").expandDims(-2) : undefined;
  if (!causal) return own;
  const [queries, keys] = scores.shape.slice(-2) as [number, number];
  const past = arange(queries).expandDims(-1).greaterEqual(arange(keys)).expandDims(0);
  return own === undefined ? past : logicalAnd(own, past);
}

/**
 * For each query the mean of the values, weighted by how well their keys fit it: `softmax(scores) · value` (Luong et al.
 * 2015). Takes `[query, value]` or `[query, value, key]`, of shapes `[batch, queries, depth]`, `[batch, keys, width]` and
 * `[batch, keys, depth]`, and gives `[batch, queries, width]`. Values that a mask leaves out get no weight, and queries that one
 * leaves out give zeros.
 *
 * Options of a call: `useCausalMask`, so that no query sees a later key, and `returnAttentionScores`, to get the weights
 * `[batch, queries, keys]` as well.
 *
 * @throws RangeError when there are not two or three inputs, or their shapes do not fit one another.
 * @example
 * attention().apply([zeros([2, 5, 8]), zeros([2, 3, 8])]);
 */
export function attention(options: AttentionOptions = {}): Attention {
  return new Attention(options);
}
