import { type DType, isTensor, stack, type Tensor } from "@wellfit/core";
import { camelKeys } from "../common/names";
import { readOptions, show } from "../common/options";
import { type BatchShape, type Shapes, showBatchShape } from "../common/shapes";
import { layerConfig } from "../models/layer-config";
import type { CallOptions } from "./call-options";
import type { CallContext } from "./context";
import { Layer, type LayerOptions, layerDefaults } from "./layer";

const WHERE = "timeDistributed";

/** See {@link timeDistributed}. */
export class TimeDistributed extends Layer {
  /** Its name in Keras. */
  static readonly className: string = "TimeDistributed";
  override readonly supportsMasking: boolean = true;
  /** What is applied to each step. */
  readonly layer: Layer;

  /** The layer that a config describes, with the one within. */
  static fromConfig(
    config: Readonly<Record<string, unknown>>,
    resolve: (value: unknown) => Layer,
  ): TimeDistributed {
    return new TimeDistributed(camelKeys({ ...config, layer: resolve(config.layer) }) as never);
  }

  constructor(options: LayerOptions & { readonly layer: Layer }) {
    const given = readOptions(WHERE, options, {
      ...layerDefaults,
      dtype: undefined as unknown,
      layer: undefined as unknown,
    });
    const { layer } = given;
    if (!(layer instanceof Layer)) {
      throw new TypeError(`${WHERE}: received ${show(layer)}, expected a layer such as dense(8)`);
    }
    super(WHERE, { ...given, dtype: given.dtype ?? layer.dtype });
    this.layer = this.track("layer", layer);
  }

  override computeOutputShape(inputShape: Shapes): BatchShape {
    const shape = this.checkSteps(inputShape as BatchShape);
    const made = this.layer.computeOutputShape(within(shape));
    if (!Array.isArray(made) || Array.isArray(made[0])) {
      throw new TypeError(
        `${this.name}: received the layer ${this.layer.name}, which gives several tensors, expected one that gives one`,
      );
    }
    const [rows, ...rest] = made as BatchShape;
    return [rows ?? null, shape[1] ?? null, ...rest];
  }

  override computeOutputDType(inputs: readonly DType[]): DType {
    return this.layer.computeOutputDType(inputs);
  }

  override call(x: Tensor, context: CallContext, options: CallOptions = {}): Tensor {
    const [rows, steps, ...rest] = x.shape as [number, number, ...number[]];
    const mask = this.maskFor(x, options.mask);
    const run = (part: Tensor, own: Tensor | undefined): Tensor =>
      this.layer.run(part, context, own === undefined ? {} : { mask: own }) as Tensor;
    if (context.training && this.layer.nonTrainableWeights.length > 0) {
      // What a layer learns from a batch, such as a running mean, it learns step by step, as in Keras.
      const at = (from: Tensor, t: number): Tensor => from.slice([null, [t, t + 1]]).squeeze(1);
      const parts = Array.from({ length: steps }, (_, t) => run(at(x, t), mask && at(mask, t)));
      return stack(parts, 1);
    }
    // The steps of all rows are rows.
    const y = run(x.reshape([rows * steps, ...rest]), mask?.reshape([rows * steps, ...mask.shape.slice(2)]));
    return y.reshape([rows, steps, ...y.shape.slice(1)]);
  }

  override getConfig(): Record<string, unknown> {
    return { ...super.getConfig(), layer: layerConfig(this.layer) };
  }

  protected override makeWeights(inputShape: Shapes): void {
    this.layer.build(within(this.checkSteps(inputShape as BatchShape)));
  }

  /** Sequences may be of any length. */
  protected override takes(shape: BatchShape, builtFor: BatchShape): boolean {
    const anyLength = (of: BatchShape): BatchShape => [of[0] ?? null, null, ...of.slice(2)];
    return shape.length > 1 && super.takes(anyLength(shape), anyLength(builtFor));
  }

  /** The layer within converts what it needs. */
  protected override castInput(x: Tensor): Tensor {
    return x;
  }

  private checkSteps(shape: BatchShape): BatchShape {
    if (shape.length >= 3) return shape;
    throw new RangeError(
      `${this.name}: expected input of shape [batch, steps, …] with at least three axes, received ${showBatchShape(shape)}; ` +
        `apply ${this.layer.name} itself to rows`,
    );
  }

  /** The part of a mask that tells more than which steps count, which is for the layer within. */
  private maskFor(x: Tensor, given: CallOptions["mask"]): Tensor | undefined {
    const mask = isTensor(given) ? given : given?.[0];
    if (mask === undefined) return undefined;
    const [rows, steps] = x.shape;
    if (mask.shape[0] !== rows || mask.shape[1] !== steps) {
      throw new RangeError(
        `${this.name}: received a mask of shape ${showBatchShape(mask.shape)}, expected [${rows}, ${steps}]: one truth value ` +
          "for each step of each row of the input",
      );
    }
    return mask.rank > 2 ? mask : undefined;
  }
}

/** The shape of what one step gives to the layer within. */
function within(shape: BatchShape): BatchShape {
  return [shape[0] ?? null, ...shape.slice(2)];
}

/**
 * Applies a layer to each step of a sequence by itself, with the same weights: from `[batch, steps, …]` to
 * `[batch, steps, …]`.
 *
 * @param layer - The layer for one step, such as `dense(8)`. All steps are computed at once, as if they were rows; random
 *   numbers and penalties on outputs are those of so many rows. A layer that learns from batches beside training, such as
 *   batchNormalization, is applied step by step while training.
 * @throws TypeError for anything but a layer; RangeError for input without steps.
 * @example
 * sequential([lstm(8, { inputShape: [10, 3], returnSequences: true }), timeDistributed(dense(2))]);
 */
export function timeDistributed(layer: Layer, options: LayerOptions = {}): TimeDistributed {
  return new TimeDistributed({ ...options, layer });
}
