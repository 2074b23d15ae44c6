import { all, l2Normalize, stopGradient, type Tensor, type Variable, where, withValues } from "@wellfit/core";
import { camelKeys } from "../common/names";
import { checkNumber, readOptions, show } from "../common/options";
import { serialize } from "../common/resolve";
import type { BatchShape, Shapes } from "../common/shapes";
import { truncatedNormal } from "../initializers/truncated-normal";
import type { CallOptions } from "./call-options";
import type { CallContext } from "./context";
import { Layer, type LayerOptions, layerDefaults } from "./layer";
import type { OutputShapes } from "./symbolic";
import type { Tensors } from "./tensors";

/** Options of {@link spectralNormalization}. */
export interface SpectralNormalizationOptions extends LayerOptions {
  /** How often a step goes on to the largest singular value. Default 1. */
  readonly powerIterations?: number;
}

const WHERE = "spectralNormalization";

/** See {@link spectralNormalization}. */
export class SpectralNormalization extends Layer {
  /** Its name in Keras. */
  static readonly className: string = "SpectralNormalization";
  /** The layer whose kernel is divided. */
  readonly layer: Layer;
  private readonly powerIterations: number;
  private kernel: Variable | undefined;
  private vector: Variable | undefined;

  /** The layer that a config describes, with the one within. */
  static fromConfig(
    config: Readonly<Record<string, unknown>>,
    resolve: (value: unknown) => Layer,
  ): SpectralNormalization {
    const options = camelKeys({ ...config, layer: resolve(config.layer) });
    return new SpectralNormalization(options as { layer: Layer });
  }

  constructor(options: SpectralNormalizationOptions & { readonly layer: Layer }) {
    const given = readOptions(WHERE, options, {
      ...layerDefaults,
      dtype: undefined as unknown,
      layer: undefined as unknown,
      powerIterations: 1,
    });
    const { layer } = given;
    if (!(layer instanceof Layer)) {
      throw new TypeError(`${WHERE}: received ${show(layer)}, expected a layer such as dense(64)`);
    }
    const inputShape = given.inputShape ?? layer.batchInputShape?.slice(1);
    super(WHERE, { ...given, inputShape, dtype: given.dtype ?? layer.dtype });
    this.powerIterations = checkNumber(WHERE, "powerIterations", given.powerIterations, {
      integer: true,
      min: 1,
    });
    this.layer = this.track("layer", layer);
  }

  override computeOutputShape(inputShape: Shapes, options: CallOptions = {}): OutputShapes {
    return this.layer.computeOutputShape(inputShape, options);
  }

  override call(x: Tensors, context: CallContext, options: CallOptions = {}): Tensors {
    const inner = (): Tensors => this.layer.run(x, context, options);
    if (!context.training) return inner();
    const kernel = this.kernel as Variable;
    const divided = this.divide(context);
    // The kernel becomes what it was divided to and the optimizer goes on from there, so the gradient is that at the divided
    // kernel and does not go through the division.
    const moved = kernel.value.add(stopGradient(divided.sub(kernel.value)));
    return withValues(new Map([[kernel, moved]]), inner);
  }

  override getConfig(): Record<string, unknown> {
    return {
      ...super.getConfig(),
      layer: serialize(this.layer, this.layer.kerasModule),
      power_iterations: this.powerIterations,
    };
  }

  protected override makeWeights(inputShape: Shapes): void {
    this.layer.build(inputShape as BatchShape);
    const found = this.layer.ownWeights().find(({ name }) => name === "kernel" || name === "embeddings");
    if (found === undefined) {
      throw new TypeError(
        `${this.name}: received the layer ${this.layer.name}, which has no kernel and no embeddings, expected one such as ` +
          "dense(64), a convolution or embedding",
      );
    }
    this.kernel = found.variable;
    const columns = found.shape[found.shape.length - 1] ?? 1;
    this.vector = this.addWeight("vector_u", [1, columns], {
      initializer: truncatedNormal({ stddev: 0.02 }),
      trainable: false,
    });
  }

  /** The kernel divided by its largest singular value, and asks that kernel and vector are kept so. */
  private divide(context: CallContext): Tensor {
    const [kernel, vector] = [this.kernel as Variable, this.vector as Variable];
    const before = stopGradient(context.current(kernel));
    const start = context.current(vector);
    const matrix = before.reshape([-1, before.shape[before.rank - 1] as number]);
    let [u, v] = [start, start];
    for (let i = 0; i < this.powerIterations; i++) {
      v = l2Normalize(u.matmul(matrix.transpose()), [0, 1], 1e-7);
      u = l2Normalize(v.matmul(matrix), [0, 1], 1e-7);
    }
    const sigma = v.matmul(matrix).matmul(u.transpose()).reshape([]);
    const empty = all(before.equal(0));
    const after = where(empty, before, before.div(where(empty, 1, sigma)));
    context.update(vector, where(empty, start, u));
    context.update(kernel, after);
    return after;
  }
}

/**
 * A layer whose kernel is divided by its largest singular value at each training step, so that the layer stretches nothing:
 * its Lipschitz constant is 1 (Miyato et al. 2018, for the discriminators of GANs). The singular value is found by power
 * iteration, from a vector that is kept from step to step. The kernel itself is changed, so that predicting does nothing
 * more. Weights: those of the layer within, and the vector.
 *
 * @param layer - A layer with a kernel or embeddings.
 * @throws TypeError for a layer without, RangeError for a number of iterations below 1.
 * @example
 * sequential([spectralNormalization(dense(64, { activation: "relu", inputShape: [2] })), dense(1)]);
 */
export function spectralNormalization(
  layer: Layer,
  options: SpectralNormalizationOptions = {},
): SpectralNormalization {
  return new SpectralNormalization({ ...options, layer });
}
