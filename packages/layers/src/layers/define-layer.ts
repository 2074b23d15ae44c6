import { isTensor, type Variable } from "@wellfit/core";
import { readOptions, show } from "../common/options";
import type { BatchShape, Shapes } from "../common/shapes";
import type { CallOptions } from "./call-options";
import type { CallContext } from "./context";
import { Layer, type LayerOptions, layerDefaults } from "./layer";
import type { OutputShapes } from "./symbolic";
import type { Tensors } from "./tensors";
import type { WeightOptions } from "./weight";

/** What {@link defineLayer} hands to `call` beside the input. */
export interface DefinedCall<O extends object> extends CallContext {
  /** The options that the layer was made with, defaults filled in. */
  readonly options: Readonly<O>;
  /** The weights that `build` added, by name: `weights.scale.value`. */
  readonly weights: Readonly<Record<string, Variable>>;
  /** The other arguments of the call, such as `mask`. */
  readonly arguments: CallOptions;
}

/** What {@link defineLayer} hands to `build`. */
export interface DefinedBuild<O extends object> {
  /** The options that the layer was made with, defaults filled in. */
  readonly options: Readonly<O>;
  /** Adds a weight. */
  addWeight(name: string, shape: readonly number[], options?: WeightOptions): void;
}

/** What a layer of your own is. */
export interface LayerDefinition<
  O extends object,
  X extends Tensors,
  Y extends Tensors,
  M extends boolean = false,
> {
  /** The name of the class, under which files find it again among `customObjects`. */
  readonly className: string;
  /** The options with their defaults; plain data, so that files can hold them. Default none. */
  readonly options?: O;
  /** Whether it takes an array of tensors. Default false. */
  readonly takesMany?: M;
  /** Whether the mask of the input is that of the output. Default false. */
  readonly supportsMasking?: boolean;
  /** Adds the weights for a shape of the input (an array of shapes when it takes several). Default: no weights. */
  build?(inputShape: M extends true ? readonly BatchShape[] : BatchShape, to: DefinedBuild<O>): void;
  /** What it computes. */
  call(x: X, within: DefinedCall<O>): Y;
  /** The shape of the output. Default: found by tracing `call`. */
  computeOutputShape?(
    inputShape: M extends true ? readonly BatchShape[] : BatchShape,
    options: Readonly<O>,
  ): OutputShapes;
}

/** Makes a layer of a kind that {@link defineLayer} defined; also what goes into `customObjects`. */
export interface DefinedLayerFactory<O extends object, Y extends Tensors> {
  (options?: Partial<O> & LayerOptions): DefinedLayer<Y>;
  /** The name of the class. */
  readonly className: string;
  /** Makes one from settings in a file. */
  fromConfig(config: Readonly<Record<string, unknown>>): DefinedLayer<Y>;
}

/** A layer of a kind that {@link defineLayer} defined. */
export interface DefinedLayer<Y extends Tensors> extends Layer {
  call(x: Tensors, context: CallContext, options?: CallOptions): Y;
}

/**
 * A kind of layer of your own, without a class: its name, its options with defaults, how its weights are made and what it
 * computes. Gradients, output shapes, files, freezing and functional models work as for other layers.
 *
 * @returns A factory; pass it in `customObjects` when a file has such a layer.
 * @throws TypeError (from the factory) for options that do not exist.
 * @example
 * const scale = defineLayer({
 *   className: "Scale",
 *   options: { start: 1 },
 *   build: (inputShape, { addWeight, options }) => {
 *     addWeight("factor", [inputShape.at(-1) ?? 1], { initializer: constant(options.start) });
 *   },
 *   call: (x: Tensor, { weights }) => x.mul((weights.factor as Variable).value),
 * });
 * sequential([dense(3, { inputShape: [2] }), scale({ start: 2 })]);
 */
export function defineLayer<
  O extends object,
  X extends Tensors,
  Y extends Tensors,
  M extends boolean = false,
>(definition: LayerDefinition<O, X, Y, M>): DefinedLayerFactory<O, Y> {
  const { className } = definition;
  if (typeof className !== "string" || className === "") {
    throw new TypeError(
      `defineLayer: received className ${show(className)}, expected a name such as "Scale"`,
    );
  }
  if (typeof definition.call !== "function") {
    throw new TypeError(
      `defineLayer: ${className}: received call ${show(definition.call)}, expected a function that computes the output, such as ` +
        "(x) => x.mul(2)",
    );
  }
  class Defined extends Layer {
    static readonly className: string = className;
    override supportsMasking: boolean = definition.supportsMasking ?? false;
    protected override readonly takesMany: boolean = definition.takesMany ?? false;
    private readonly options: Readonly<O>;

    constructor(given: object) {
      const defaults = (definition.options ?? {}) as O;
      const read = readOptions(className, given, { ...layerDefaults, ...defaults });
      super(className, read);
      this.options = Object.fromEntries(
        Object.keys(defaults).map((key) => [key, read[key as keyof typeof read]]),
      ) as O;
    }

    static fromConfig(config: Readonly<Record<string, unknown>>): Defined {
      const { name, trainable, dtype, activity_regularizer: activityRegularizer, ...own } = config;
      return new Defined({ name, trainable, dtype, activityRegularizer, ...own });
    }

    protected override makeWeights(inputShape: Shapes): void {
      definition.build?.(inputShape as Parameters<NonNullable<typeof definition.build>>[0], {
        options: this.options,
        addWeight: (name, shape, options) => void this.addWeight(name, shape, options),
      });
    }

    override computeOutputShape(inputShape: Shapes, options: CallOptions = {}): OutputShapes {
      const own = definition.computeOutputShape;
      if (own === undefined) return super.computeOutputShape(inputShape, options);
      return own(inputShape as Parameters<typeof own>[0], this.options);
    }

    override call(x: Tensors, context: CallContext, options: CallOptions = {}): Y {
      const weights = this.weightsByName();
      const y: unknown = definition.call(x as X, {
        ...context,
        options: this.options,
        weights,
        arguments: options,
      });
      const given = typeof y === "object" && y !== null && !isTensor(y) ? Object.values(y) : [y];
      if (given.length > 0 && given.every((one) => isTensor(one))) return y as Y;
      throw new TypeError(
        `${this.name}: call of ${className} returned ${show(y)}, expected a tensor, computed with operations on tensors`,
      );
    }

    /** Asking for a weight that there is not tells which there are. */
    private weightsByName(): Readonly<Record<string, Variable>> {
      const weights = Object.fromEntries(this.ownWeights().map(({ name, variable }) => [name, variable]));
      return new Proxy(weights, {
        get: (all, name) => {
          if (typeof name === "symbol" || Object.hasOwn(all, name)) return Reflect.get(all, name);
          const names = Object.keys(all);
          throw new TypeError(
            `${this.name}: call of ${className} asks for the weight ${show(name)}, expected ` +
              (names.length === 0 ? "none, as build adds none with addWeight" : `one of ${names.join(", ")}`),
          );
        },
      });
    }

    override get kerasModule(): string {
      return "Custom";
    }

    override getConfig(): Record<string, unknown> {
      return { ...super.getConfig(), ...this.options };
    }
  }
  const make = (options: Partial<O> & LayerOptions = {}): DefinedLayer<Y> =>
    new Defined(options) as unknown as DefinedLayer<Y>;
  return Object.assign(make, {
    className,
    fromConfig: (config: Readonly<Record<string, unknown>>) =>
      Defined.fromConfig(config) as unknown as DefinedLayer<Y>,
  });
}
