import { repeat, type Tensor } from "@wellfit/core";
import { checkNumber, readOptions } from "../common/options";
import { type BatchShape, type Shapes, showBatchShape } from "../common/shapes";
import { AttentionHeads, type HeadEquations, type HeadOptions, headDefaults } from "./attention-heads";
import type { CallOptions } from "./call-options";
import type { OutputShapes } from "./symbolic";

/** Options of {@link groupQueryAttention}. */
export type GroupQueryAttentionOptions = HeadOptions;

const WHERE = "groupQueryAttention";

/** See {@link groupQueryAttention}. */
export class GroupQueryAttention extends AttentionHeads {
  /** Its name in Keras. */
  static readonly className: string = "GroupQueryAttention";
  /** Other names it is known by. */
  static readonly aliases: readonly string[] = ["GroupedQueryAttention"];
  private readonly headDim: number;
  private readonly queryHeads: number;
  private readonly keyValueHeads: number;

  constructor(
    options: GroupQueryAttentionOptions & {
      readonly headDim: number;
      readonly numQueryHeads: number;
      readonly numKeyValueHeads: number;
    },
  ) {
    const given = readOptions(WHERE, options, {
      ...headDefaults,
      headDim: undefined as unknown,
      numQueryHeads: undefined as unknown,
      numKeyValueHeads: undefined as unknown,
    });
    super(WHERE, given);
    const count = { integer: true, min: 1 };
    this.headDim = checkNumber(WHERE, "headDim", given.headDim, count);
    this.queryHeads = checkNumber(WHERE, "numQueryHeads", given.numQueryHeads, count);
    this.keyValueHeads = checkNumber(WHERE, "numKeyValueHeads", given.numKeyValueHeads, count);
    if (this.queryHeads % this.keyValueHeads !== 0) {
      throw new RangeError(
        `${WHERE}: received numQueryHeads ${this.queryHeads} and numKeyValueHeads ${this.keyValueHeads}, expected the second to ` +
          "divide the first: each group of query heads shares one head of keys and values",
      );
    }
  }

  override computeOutputShape(inputShape: Shapes, options: CallOptions = {}): OutputShapes {
    const [query, value] = this.checkShapes(inputShape);
    if (options.returnAttentionScores !== true) return query;
    return [query, [query[0] ?? null, this.queryHeads, query[1] ?? null, value[1] ?? null]];
  }

  override getConfig(): Record<string, unknown> {
    return {
      ...super.getConfig(),
      head_dim: this.headDim,
      num_query_heads: this.queryHeads,
      num_key_value_heads: this.keyValueHeads,
    };
  }

  protected override makeWeights(inputShape: Shapes): void {
    const [query, value, key] = this.checkShapes(inputShape);
    const features = query[2];
    if (query.length !== 3 || value.length !== 3 || features === null || features === undefined) {
      throw new RangeError(
        `${this.name}: received a query of shape ${showBatchShape(query)} and a value of shape ${showBatchShape(value)}, expected ` +
          "[batch, queries, features] and [batch, keys, features] of known features",
      );
    }
    const { headDim, queryHeads, keyValueHeads } = this;
    const ofQuery = [null, queryHeads, headDim];
    const ofKey = [null, keyValueHeads, headDim];
    this.makeDense("query", "bqm,muh->bquh", ofQuery, "uh", query);
    this.makeDense("key", "bkm,mvh->bkvh", ofKey, "vh", key);
    if (this.useGate) this.makeDense("gate", "bqm,muh->bquh", ofQuery, "uh", query);
    this.makeDense("value", "bkm,mvh->bkvh", ofKey, "vh", value);
    this.makeHelpers([-1]);
    const between: BatchShape = [null, null, queryHeads, headDim];
    this.makeDense("output", "bquh,uhm->bqm", [null, features], "m", between);
  }

  protected override get equations(): HeadEquations {
    return { scores: "bkuh,bquh->buqk", combine: "buqk,bkuh->bquh", axes: [3] };
  }

  protected override get scaleOfScores(): number {
    return 1 / Math.sqrt(this.headDim);
  }

  protected override spread(x: Tensor): Tensor {
    const times = this.queryHeads / this.keyValueHeads;
    return times === 1 ? x : repeat(x, times, 2);
  }
}

/**
 * Attention in which groups of query heads share a head of keys and values (Ainslie et al. 2023): with as many of both it is
 * `multiHeadAttention`, with one of keys and values it is multi-query attention. Inputs, options of a call and output are those
 * of `multiHeadAttention`, for sequences `[batch, steps, features]`.
 *
 * @param headDim - The number of features of each head, at least 1.
 * @param numQueryHeads - The number of heads of queries.
 * @param numKeyValueHeads - The number of heads of keys and values, which divides that of queries.
 * @throws RangeError or TypeError for numbers, options or names that do not exist, or inputs that do not fit one another.
 * @example
 * groupQueryAttention(16, 4, 2).apply([zeros([8, 10, 32]), zeros([8, 10, 32])]); // [8, 10, 32]
 */
export function groupQueryAttention(
  headDim: number,
  numQueryHeads: number,
  numKeyValueHeads: number,
  options: GroupQueryAttentionOptions = {},
): GroupQueryAttention {
  return new GroupQueryAttention({ ...options, headDim, numQueryHeads, numKeyValueHeads });
}
