import type { Tensor } from "@wellfit/core";
import { snakeCase } from "../common/names";
import { readOptions, show } from "../common/options";
import type { SerializedObject } from "../common/resolve";
import type { BatchShape } from "../common/shapes";
import { type CallContext, forwardPass } from "../layers/context";
import { toKerasDType } from "../layers/dtype-policy";
import { InputLayer } from "../layers/input";
import { Layer, layerDefaults } from "../layers/layer";
import { resolveLayer } from "../layers/resolve-layer";
import { Model } from "./model";
import type { SummaryRow } from "./summary";

/** Options of {@link sequential}. */
export interface SequentialOptions {
  /** The name in summaries and files. Default "sequential". */
  readonly name?: string;
  /** Whether training changes the weights. Default true. */
  readonly trainable?: boolean;
}

/** See {@link sequential}. */
export class Sequential extends Model {
  /** Its name in Keras. */
  static readonly className: string = "Sequential";
  private readonly stack: Layer[] = [];
  private entry: InputLayer | undefined;

  constructor(
    options: SequentialOptions & { readonly layers?: readonly Layer[]; readonly dtype?: unknown } = {},
  ) {
    const given = readOptions("sequential", options, {
      name: layerDefaults.name,
      trainable: true,
      dtype: undefined as unknown,
      layers: [] as readonly Layer[],
    });
    const first = Array.isArray(given.layers) ? given.layers[0] : undefined;
    // Data is converted to what the first layer computes in.
    super("sequential", {
      name: given.name,
      trainable: given.trainable,
      dtype: given.dtype ?? first?.dtype ?? "float32",
    });
    if (!Array.isArray(given.layers)) {
      throw new TypeError(
        `sequential: received ${show(given.layers)}, expected an array of layers such as [dense(1)]`,
      );
    }
    for (const layer of given.layers) this.append(layer);
    this.buildIfKnown();
  }

  /** A model from its settings as Keras 3 writes them. */
  static fromConfig(config: Readonly<Record<string, unknown>>): Sequential {
    const { name, trainable, dtype, layers, build_input_shape: shape } = config;
    if (!Array.isArray(layers)) {
      throw new TypeError(`sequential: received layers ${show(layers)} in a config, expected an array`);
    }
    const model = new Sequential({
      name: name as string,
      trainable: (trainable as boolean | undefined) ?? true,
      dtype,
      layers: layers.map((layer: SerializedObject) =>
        layer.class_name === Sequential.className
          ? Sequential.fromConfig(layer.config)
          : resolveLayer(layer, "sequential"),
      ),
    });
    if (!model.built && Array.isArray(shape)) model.build(shape as BatchShape);
    return model;
  }

  /** The layers, from the input to the output. */
  get layers(): readonly Layer[] {
    return this.stack;
  }

  /**
   * Adds a layer at the end.
   *
   * @throws TypeError for what is no layer, Error when the model was built or the name is taken.
   */
  add(layer: Layer): void {
    this.append(layer);
    this.buildIfKnown();
    this.changed();
  }

  override computeOutputShape(inputShape: BatchShape): BatchShape {
    return this.stack.reduce((shape, layer) => layer.computeOutputShape(shape), inputShape);
  }

  override build(inputShape: BatchShape): void {
    if (this.stack.length === 0) {
      throw new Error(`${this.name}: the model has no layers; add some, such as dense(1)`);
    }
    let shape = inputShape;
    for (const layer of this.stack) {
      layer.build(shape);
      shape = layer.computeOutputShape(shape);
    }
    this.builtFor ??= inputShape;
  }

  override run(x: Tensor, context: CallContext): Tensor {
    if (!this.built) this.build([null, ...x.shape.slice(1)]);
    return this.call(this.castInput(x), context);
  }

  override call(x: Tensor, context: CallContext | { readonly training?: boolean } = {}): Tensor {
    const pass = "addLoss" in context ? context : forwardPass(context.training ?? false, 0);
    return this.stack.reduce((value, layer) => layer.run(value, pass), x);
  }

  override getConfig(): Record<string, unknown> {
    const { builtFor } = this;
    const layers: SerializedObject[] = this.stack.map((layer) => ({
      module: layer instanceof Model ? "keras" : "keras.layers",
      class_name: layer.className,
      config: layer.getConfig(),
      registered_name: null,
      ...(layer.weights.length === 0 ? {} : { build_config: { input_shape: layer.inputShape } }),
    }));
    if (builtFor !== undefined) {
      const name = this.entry?.name ?? "input_layer";
      const entry = new InputLayer({ shape: builtFor.slice(1) as number[], dtype: this.dtype, name });
      layers.unshift({
        module: "keras.layers",
        class_name: entry.className,
        config: entry.getConfig(),
        registered_name: null,
      });
    }
    return {
      name: this.name,
      trainable: this.trainable,
      dtype: toKerasDType(this.dtype),
      layers,
      ...(builtFor === undefined ? {} : { build_input_shape: builtFor }),
    };
  }

  protected override summaryRows(): readonly SummaryRow[] {
    let shape = this.builtFor;
    return this.stack.map((layer) => {
      shape = shape && layer.computeOutputShape(shape);
      return {
        name: layer.name,
        className: layer.className,
        outputShape: shape,
        params: layer.countParams(),
      };
    });
  }

  private append(layer: Layer): void {
    if (!(layer instanceof Layer)) {
      throw new TypeError(`sequential: received ${show(layer)}, expected a layer such as dense(1)`);
    }
    if (layer instanceof InputLayer) {
      if (this.stack.length > 0 || this.entry !== undefined) {
        throw new Error(`${this.name}: input() stands after other layers, expected it first and once`);
      }
      this.entry = layer;
      if (!layer.named) layer.name = "input_layer";
      return;
    }
    if (this.stack.includes(layer)) {
      throw new Error(`${this.name}: the layer ${layer.name} is in the model already; make another one`);
    }
    this.giveName(layer);
    this.stack.push(layer);
    if (this.built) this.builtFor = undefined;
  }

  /** Names count within the model, so that the same program gives the same names however many models it made before. */
  private giveName(layer: Layer): void {
    const taken = new Set(this.stack.map((other) => other.name));
    if (layer.named || layer.built) {
      if (!taken.has(layer.name)) return;
      throw new Error(
        `${this.name}: two layers have the name ${JSON.stringify(layer.name)}; give one of them another name`,
      );
    }
    const base = snakeCase(layer.className);
    let name = base;
    for (let i = 1; taken.has(name); i++) name = `${base}_${i}`;
    layer.name = name;
  }

  private buildIfKnown(): void {
    const shape = this.entry?.batchInputShape ?? this.stack[0]?.batchInputShape;
    if (shape !== undefined && this.stack.length > 0) this.build(shape);
  }
}

/**
 * A model of layers one after the other. With `inputShape` on the first layer (or `input` before it) the weights exist at
 * once, otherwise with the first data.
 *
 * @throws TypeError for what is no layer, RangeError when a layer cannot take what the one before gives.
 * @example
 * const model = sequential([dense(500, { inputShape: [2], activation: "relu" }), dense(1, { activation: "sigmoid" })]);
 */
export function sequential(layers: readonly Layer[] = [], options: SequentialOptions = {}): Sequential {
  return new Sequential({ ...options, layers });
}
