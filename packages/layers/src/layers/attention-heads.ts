import { einsum, softmax, type Tensor, where } from "@wellfit/core";
import { checkNumber, show } from "../common/options";
import { serialize } from "../common/resolve";
import { areShapes, type BatchShape, type Shapes, showBatchShape, showShapes } from "../common/shapes";
import type { Regularizer } from "../regularizers/regularizer";
import { resolveRegularizer } from "../regularizers/resolve-regularizer";
import { attentionMask, inputMasks } from "./attention-mask";
import { type CallArguments, type KerasArguments, readArguments, writeArguments } from "./call-arguments";
import type { CallOptions } from "./call-options";
import type { CallContext } from "./context";
import { Dropout } from "./dropout";
import { EinsumDense } from "./einsum-dense";
import { layerDefaults } from "./layer";
import type { Mask } from "./mask";
import { RandomLayer, type RandomLayerOptions } from "./random-layer";
import { Softmax } from "./softmax";
import { type LayerNode, SymbolicTensor } from "./symbolic";
import type { Tensors } from "./tensors";
import {
  type BiasOptions,
  type KernelOptions,
  type RecipeDefaults,
  recipeDefaults,
  WeightRecipe,
} from "./weight-recipe";

/** Options of layers that attend with several heads. */
export interface HeadOptions extends RandomLayerOptions, KernelOptions, BiasOptions {
  /** The share of weights that is dropped while training, from 0 to 1. Default 0. */
  readonly dropout?: number;
  /** Whether what the heads give is multiplied by `sigmoid` of a dense layer of the query. Default false. */
  readonly useGate?: boolean;
  /** A query sees keys that are less than this many steps away. Default: any. */
  readonly slidingWindow?: number;
}

/** The defaults of {@link HeadOptions}, for `readOptions`. */
export const headDefaults: typeof layerDefaults &
  RecipeDefaults<"kernel"> &
  RecipeDefaults<"bias"> & {
    dropout: number;
    useBias: boolean;
    useGate: boolean;
    slidingWindow: number | undefined;
    flashAttention: unknown;
    seed: number | undefined;
  } = {
  ...layerDefaults,
  ...recipeDefaults("kernel", "glorotUniform"),
  ...recipeDefaults("bias", "zeros"),
  dropout: 0,
  useBias: true,
  useGate: false,
  slidingWindow: undefined,
  flashAttention: undefined,
  seed: undefined,
};

/** What replaces the scores of keys that do not count where no weights are dropped: finite, so that no NaN comes of it. */
const FAR_BELOW = -0.7 * 3.4028235e38;

/** The equations of one kind of attention. */
export interface HeadEquations {
  /** Of keys and queries. */
  readonly scores: string;
  /** Of weights and values. */
  readonly combine: string;
  /** The axes of the scores that are those of keys. */
  readonly axes: readonly number[];
}

/** A layer that projects query, key and value to several heads, lets each head attend, and projects what they give. */
export abstract class AttentionHeads extends RandomLayer {
  override readonly supportsMasking: boolean = true;
  protected override readonly takesMany: boolean = true;
  /** Whether the layers within have a bias. */
  protected readonly useBias: boolean;
  /** Whether there is a gate. */
  protected readonly useGate: boolean;
  /** The layers within, by what they are about. */
  protected readonly dense: Record<"query" | "key" | "value" | "output" | "gate", EinsumDense | undefined> = {
    query: undefined,
    key: undefined,
    value: undefined,
    output: undefined,
    gate: undefined,
  };
  private readonly dropout: number;
  private readonly slidingWindow: number | undefined;
  private readonly kernelRecipe: WeightRecipe;
  private readonly biasRecipe: WeightRecipe;
  private readonly denseRegularizer: Regularizer | undefined;
  private dropper: Dropout | undefined;

  /** @param where - What error messages call the layer. */
  constructor(
    private readonly where: string,
    given: typeof headDefaults,
  ) {
    // The penalty is one on what the layers within give, as in Keras.
    super(where, { ...given, activityRegularizer: undefined });
    this.denseRegularizer = resolveRegularizer(given.activityRegularizer, `${where}: activityRegularizer`);
    this.useBias = given.useBias;
    this.useGate = given.useGate;
    this.dropout = checkNumber(where, "dropout", given.dropout, { min: 0, max: 1 });
    this.slidingWindow =
      given.slidingWindow === undefined
        ? undefined
        : checkNumber(where, "slidingWindow", given.slidingWindow, { integer: true, min: 1 });
    this.kernelRecipe = new WeightRecipe(where, "kernel", given);
    this.biasRecipe = new WeightRecipe(where, "bias", given);
  }

  /** How heads attend to inputs of these shapes, once the layer is built. */
  protected abstract get equations(): HeadEquations;

  /** The number that products of queries and keys are multiplied by. */
  protected abstract get scaleOfScores(): number;

  /** Keys or values as the heads of queries need them. */
  protected spread(x: Tensor): Tensor {
    return x;
  }

  override call(
    x: readonly Tensor[],
    context: CallContext,
    options: CallOptions = {},
  ): Tensor | readonly Tensor[] {
    const [query, value, key = value] = x as readonly [Tensor, Tensor, Tensor?];
    const mask = attentionMask({ layer: this.name, inputs: x, options, slidingWindow: this.slidingWindow });
    const project = (name: "query" | "key" | "value" | "gate" | "output", from: Tensor): Tensor =>
      (this.dense[name] as EinsumDense).run(from, context) as Tensor;
    const q = project("query", query).mul(this.scaleOfScores);
    const [k, v] = [this.spread(project("key", key)), this.spread(project("value", value))];
    const scores = einsum(this.equations.scores, k, q);
    const wantsScores = options.returnAttentionScores === true;
    const weights = this.attend(scores, mask, wantsScores || query.rank !== 3);
    const kept = this.dropper === undefined ? weights : this.dropper.call(weights, context);
    const found = einsum(this.equations.combine, kept, v);
    const output = project("output", this.useGate ? found.mul(project("gate", query)) : found);
    return wantsScores ? [output, weights] : output;
  }

  override computeMask(x: Tensors, mask: CallOptions["mask"]): Mask | readonly Mask[] {
    return inputMasks(x as readonly Tensor[], { mask })[0];
  }

  /** Keras calls it with query, value and key one after the other, in part by name. */
  override readCall({ args, kwargs }: KerasArguments): CallArguments {
    const { query, value, key, ...rest } = kwargs;
    const named = [query, value, key].filter((one) => one instanceof SymbolicTensor);
    return { ...readArguments({ args: [...args, ...named], kwargs: rest }), list: true };
  }

  override writeCall(node: LayerNode): KerasArguments {
    return writeArguments(node, true);
  }

  override buildConfig(): { readonly build_config?: Readonly<Record<string, unknown>> } {
    if (this.buildShapes === undefined) return {};
    const [query, value, key] = this.buildShapes as readonly BatchShape[];
    const shapes = {
      query_shape: query,
      value_shape: value,
      ...(key === undefined ? {} : { key_shape: key }),
    };
    return { build_config: { shapes_dict: shapes } };
  }

  override getConfig(): Record<string, unknown> {
    const { denseRegularizer } = this;
    return {
      ...super.getConfig(),
      dropout: this.dropout,
      use_bias: this.useBias,
      use_gate: this.useGate,
      sliding_window: this.slidingWindow ?? null,
      ...this.kernelRecipe.config(),
      ...this.biasRecipe.config(),
      activity_regularizer:
        denseRegularizer === undefined ? null : serialize(denseRegularizer, "keras.regularizers"),
    };
  }

  /** Makes a layer within, and builds it. */
  protected makeDense(
    name: keyof AttentionHeads["dense"],
    equation: string,
    outputShape: readonly (number | null)[],
    biasAxes: string,
    inputShape: BatchShape,
  ): void {
    const { kernelRecipe: kernel, biasRecipe: bias } = this;
    const layer = new EinsumDense({
      equation,
      outputShape,
      name: name === "output" ? "attention_output" : name,
      dtype: this.dtype,
      trainable: this.trainable,
      kernelInitializer: kernel.initializer,
      biasInitializer: bias.initializer,
      ...(this.useBias ? { biasAxes } : {}),
      ...(name === "gate" ? { activation: "sigmoid" } : {}),
      ...given("kernelRegularizer", kernel.regularizer),
      ...given("kernelConstraint", kernel.constraint),
      ...given("biasRegularizer", bias.regularizer),
      ...given("biasConstraint", bias.constraint),
      ...given("activityRegularizer", this.denseRegularizer),
    });
    this.dense[name] = this.track(`${name}_dense`, layer);
    layer.build(inputShape);
  }

  /** Makes the layers within that have no weights, which have places in files. */
  protected makeHelpers(axes: readonly number[]): void {
    const { dtype } = this;
    this.track("_softmax", new Softmax({ axis: axes, dtype }));
    const dropper = new Dropout({ rate: this.dropout, dtype, seed: this.seed });
    this.track("_dropout_layer", dropper);
    if (this.dropout > 0) this.dropper = dropper;
  }

  /** The shapes of query, value and key; throws for others. */
  protected checkShapes(shapes: Shapes): readonly [BatchShape, BatchShape, BatchShape] {
    if (!areShapes(shapes) || shapes.length < 2 || shapes.length > 3) {
      throw new RangeError(
        `${this.name}: received ${areShapes(shapes) ? `${shapes.length} inputs` : `one input of shape ${showBatchShape(shapes)}`}, ` +
          `expected an array [query, value] or [query, value, key]; for attention of a sequence to itself pass it twice, as in ` +
          `${this.where}(…).apply([x, x])`,
      );
    }
    const [query, value, key = value] = shapes as readonly [BatchShape, BatchShape, BatchShape?];
    const steps = (shape: BatchShape): string => JSON.stringify(shape.slice(1, -1));
    if (shapes.every((shape) => shape.length >= 3) && steps(value) === steps(key)) return [query, value, key];
    throw new RangeError(
      `${this.name}: received query, value and key of shapes ${showShapes([query, value, key])}, expected [batch, queries, ` +
        "features], [batch, keys, features] and [batch, keys, features]: as many keys as values",
    );
  }

  /** Softmax over the keys that count. */
  private attend(scores: Tensor, mask: Mask, zeros: boolean): Tensor {
    const { axes } = this.equations;
    if (mask === undefined) return softmax(scores, axes);
    // The axis of heads, and others that the mask does not know, stand right before those of queries.
    const at = mask.rank - 2 * axes.length;
    const missing = scores.rank - mask.rank;
    if (at < 0 || missing < 0) {
      throw new RangeError(
        `${this.name}: received an attentionMask of shape ${show(mask.shape)} for scores of shape ${show(scores.shape)}, expected ` +
          "bool [batch, queries, keys]",
      );
    }
    const shape = [
      ...mask.shape.slice(0, at),
      ...new Array<number>(missing).fill(1),
      ...mask.shape.slice(at),
    ];
    const counts = mask.reshape(shape);
    const weights = softmax(where(counts, scores, FAR_BELOW), axes);
    // Queries that may look at nothing give the mean of all values, as in Keras, but for the ways where it keeps the weights.
    return zeros || this.dropper !== undefined ? where(counts, weights, 0) : weights;
  }
}

/** An option, when there is a value for it. */
function given<N extends string, V>(name: N, value: V | undefined): { [K in N]?: V } {
  return (value === undefined ? {} : { [name]: value }) as { [K in N]?: V };
}
