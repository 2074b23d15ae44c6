import {
  cast,
  type DType,
  foldIn,
  randomNormal,
  type Tensor,
  type Variable,
  withValues,
} from "@wellfit/core";
import { camelKeys } from "../common/names";
import { checkNumber, readOptions, show } from "../common/options";
import { serialize } from "../common/resolve";
import type { Shapes } from "../common/shapes";
import type { CallOptions } from "./call-options";
import type { CallContext } from "./context";
import { Layer, layerDefaults } from "./layer";
import { RandomLayer, type RandomLayerOptions } from "./random-layer";
import type { OutputShapes } from "./symbolic";
import type { Tensors } from "./tensors";
import type { Weight } from "./weight";

/** Options of {@link weightNoise}. */
export interface WeightNoiseOptions extends RandomLayerOptions {
  /** The names of the weights that get noise, such as `["kernel"]`. Default: all that training changes. */
  readonly only?: readonly string[];
}

const WHERE = "weightNoise";

/** See {@link weightNoise}. */
export class WeightNoise extends RandomLayer {
  /** Its name; Keras has no such layer. */
  static readonly className: string = "WeightNoise";
  /** The layer whose weights get noise. */
  readonly layer: Layer;
  private readonly stddev: number;
  private readonly only: readonly string[] | undefined;

  /** The layer that a config describes, with the one within. */
  static fromConfig(
    config: Readonly<Record<string, unknown>>,
    resolve: (value: unknown) => Layer,
  ): WeightNoise {
    const options = camelKeys({ ...config, layer: resolve(config.layer) });
    return new WeightNoise(options as unknown as ConstructorParameters<typeof WeightNoise>[0]);
  }

  constructor(options: WeightNoiseOptions & { readonly layer: Layer; readonly stddev: number }) {
    const given = readOptions(WHERE, options, {
      ...layerDefaults,
      dtype: undefined as unknown,
      layer: undefined as unknown,
      stddev: undefined as number | undefined,
      seed: undefined as number | undefined,
      only: undefined as unknown,
    });
    const { layer, only } = given;
    if (!(layer instanceof Layer)) {
      throw new TypeError(`${WHERE}: received ${show(layer)}, expected a layer such as dense(64)`);
    }
    const inputShape = given.inputShape ?? layer.batchInputShape?.slice(1);
    super(WHERE, { ...given, inputShape, dtype: given.dtype ?? layer.dtype });
    if (this.dtype !== layer.dtype) {
      throw new RangeError(
        `${WHERE}: received dtype ${this.dtype} for a layer of ${layer.dtype}, expected the same; give the dtype to the layer ` +
          "within",
      );
    }
    this.stddev = checkNumber(WHERE, "stddev", given.stddev, { min: 0 });
    if (only !== undefined && !(Array.isArray(only) && only.every((name) => typeof name === "string"))) {
      throw new TypeError(
        `${WHERE}: received only ${show(only)}, expected names of weights such as ["kernel"]`,
      );
    }
    this.only = only as readonly string[] | undefined;
    this.layer = this.track("layer", layer);
  }

  /** Keras does not have it, so that it needs a class of the user's own to read a file with it. */
  override get kerasModule(): string {
    return "Custom";
  }

  override computeOutputShape(inputShape: Shapes, options: CallOptions = {}): OutputShapes {
    return this.layer.computeOutputShape(inputShape, options);
  }

  override computeOutputDType(inputs: readonly DType[]): DType {
    return this.layer.computeOutputDType(inputs);
  }

  override call(x: Tensors, context: CallContext, options: CallOptions = {}): Tensors {
    const inner = (): Tensors => this.layer.run(x, context, options);
    if (!context.training || this.stddev === 0) return inner();
    const key = context.randomKey(this.seed);
    const noisy = new Map<Variable, Tensor>(
      this.noisyWeights().map((weight, i) => {
        const noise = randomNormal(foldIn(key, i), weight.shape, 0, this.stddev);
        return [weight, weight.value.add(cast(noise, weight.dtype))];
      }),
    );
    return withValues(noisy, inner);
  }

  override getConfig(): Record<string, unknown> {
    const config: Record<string, unknown> = {
      ...super.getConfig(),
      layer: serialize(this.layer, this.layer.kerasModule),
      stddev: this.stddev,
    };
    if (this.only !== undefined) config.only = this.only;
    return config;
  }

  protected override makeWeights(inputShape: Shapes): void {
    this.layer.build(inputShape);
    const names = [...new Set(weightsOf(this.layer).map(({ name }) => name))];
    const unknown = this.only?.find((name) => !names.includes(name));
    if (unknown === undefined && names.length > 0) return;
    throw new RangeError(
      `${this.name}: received ${unknown === undefined ? "" : `the name ${show(unknown)} in only for `}the layer ` +
        `${this.layer.name}, ` +
        (names.length === 0
          ? "which has no weights, expected one that has; for noise on activations there is gaussianNoise()"
          : `expected names of its weights: ${names.join(", ")}`),
    );
  }

  private noisyWeights(): Variable[] {
    const trained = this.layer.trainableWeights;
    return weightsOf(this.layer)
      .filter(({ name, variable }) => trained.includes(variable) && (this.only?.includes(name) ?? true))
      .map(({ variable }) => variable);
  }
}

/** The weights of a layer and of those within it. */
function weightsOf(layer: Layer): Weight[] {
  return [...layer.ownWeights(), ...layer.layersWithin().flatMap(weightsOf)];
}

/**
 * A layer whose weights are noisy while training: each call reads them with numbers of the normal distribution added, new
 * ones at each step; the gradient is that at the noisy weights, and is applied to the clean ones (Murray and Edwards 1994;
 * Graves 2011, for recurrent networks). It leads to weights whose neighbours are as good, a flat minimum. Evaluating,
 * predicting, penalties and constraints see the clean weights.
 *
 * @param layer - The layer, with its activation; recurrent layers keep the same noise over all steps of a sequence.
 * @param stddev - The standard deviation of the noise, at least 0. Graves has 0.075; it should be small beside the weights.
 * @throws RangeError for another number, for a name of a weight that the layer does not have, or a layer without weights.
 * @example
 * sequential([weightNoise(dense(64, { activation: "tanh", inputShape: [2] }), 0.05, { only: ["kernel"] }), dense(1)]);
 */
export function weightNoise(layer: Layer, stddev: number, options: WeightNoiseOptions = {}): WeightNoise {
  return new WeightNoise({ ...options, layer, stddev });
}
