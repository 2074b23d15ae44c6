import type { Shape, Tensor } from "@wellfit/core";
import { readOptions, show } from "../common/options";
import type { SerializedObject } from "../common/resolve";
import { anyRows, type BatchShape, type Shapes, shapeList } from "../common/shapes";
import { type CallContext, forwardPass } from "../layers/context";
import { toKerasDType } from "../layers/dtype-policy";
import { InputLayer } from "../layers/input";
import { Layer, layerDefaults } from "../layers/layer";
import type { OutputShapes } from "../layers/symbolic";
import type { Tensors } from "../layers/tensors";
import { innerConfig } from "./layer-config";
import { Model } from "./model";
import { freeName, twice } from "./names";
import type { InputSpec } from "./network";
import type { SummaryRow } from "./summary";

/** Options of {@link sequential}. */
export interface SequentialOptions {
  /** The name in summaries and files. Default "sequential". */
  readonly name?: string;
  /** Whether training changes the weights. Default true. */
  readonly trainable?: boolean;
}

/** See {@link sequential}. */
export class Sequential extends Model<Tensor> {
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

  /**
   * A model from its settings as Keras 3 writes them.
   *
   * @param layerOf - Makes a layer from its class and settings.
   */
  static fromConfig(
    config: Readonly<Record<string, unknown>>,
    layerOf: (value: unknown) => Layer,
  ): Sequential {
    const { name, trainable, dtype, layers, build_input_shape: shape } = config;
    if (!Array.isArray(layers)) {
      throw new TypeError(`sequential: received layers ${show(layers)} in a config, expected an array`);
    }
    const model = new Sequential({
      name: name as string,
      trainable: (trainable as boolean | undefined) ?? true,
      dtype,
      layers: layers.map(layerOf),
    });
    if (!model.built && Array.isArray(shape)) model.build(shape as BatchShape);
    return model;
  }

  /** The layers, from the input to the output. */
  override get layers(): readonly Layer[] {
    return this.stack;
  }

  override get inputSpecs(): readonly InputSpec[] {
    const { entry } = this;
    return [
      {
        name: entry?.name ?? "input_layer",
        shape: this.inputShape,
        dtype: entry === undefined || entry.dataType === "float32" ? this.dtype : entry.dataType,
      },
    ];
  }

  override get outputNames(): readonly string[] {
    return [this.stack[this.stack.length - 1]?.name ?? "output"];
  }

  override get outputLayers(): readonly Layer[] {
    return this.stack.slice(-1);
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

  override computeOutputShape(inputShape: Shapes): OutputShapes {
    return this.stack.reduce<OutputShapes>(
      (shape, layer) => layer.computeOutputShape(shape as Shapes),
      inputShape,
    );
  }

  override build(inputShape: Shapes): void {
    if (this.stack.length === 0) {
      throw new Error(`${this.name}: the model has no layers; add some, such as dense(1)`);
    }
    let shape = inputShape;
    for (const layer of this.stack) {
      layer.build(shape);
      shape = layer.computeOutputShape(shape) as Shapes;
    }
    this.builtFor ??= inputShape;
  }

  override checkData(values: ArrayLike<number>, shape: Shape): void {
    this.stack[0]?.checkData(values, shape);
  }

  override call(x: Tensor, context: CallContext | { readonly training?: boolean } = {}): Tensor {
    const pass = "addLoss" in context ? context : forwardPass(context.training ?? false, 0);
    return this.stack.reduce<Tensors>((value, layer) => layer.run(value, pass), x) as Tensor;
  }

  override getConfig(): Record<string, unknown> {
    const builtFor = this.inputShape;
    const layers: SerializedObject[] = this.stack.map(innerConfig);
    if (builtFor !== undefined) {
      const name = this.entry?.name ?? "input_layer";
      const dtype = this.entry?.dataType ?? this.dtype;
      const entry = new InputLayer({ shape: builtFor.slice(1), dtype, name });
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
    let shape: Shapes | undefined = this.builtFor;
    return this.stack.map((layer) => {
      shape = shape && (layer.computeOutputShape(shape) as Shapes);
      return {
        name: layer.name,
        className: layer.className,
        outputShapes: shape && shapeList(shape),
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
      throw twice(this.name, layer.name);
    }
    layer.name = freeName(layer.className, taken);
  }

  private buildIfKnown(): void {
    const shape = this.entry?.batchInputShape ?? this.stack[0]?.batchInputShape;
    if (shape !== undefined && this.stack.length > 0) this.build(anyRows(shape));
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
  const second: unknown = options;
  if (second instanceof Layer) {
    throw new TypeError(
      `sequential: received the layer ${second.name} as options, expected all layers in one array, as in ` +
        "sequential([dense(8), dense(1)])",
    );
  }
  return new Sequential({ ...options, layers });
}
