import { isTensor, type Tensor } from "@wellfit/core";
import { camelKeys } from "../common/names";
import { readOptions, show } from "../common/options";
import { customObject, isSerialized } from "../common/resolve";
import { areShapes, type BatchShape, type Shapes } from "../common/shapes";
import { untuple } from "../common/tuples";
import type { CallOptions } from "./call-options";
import type { CallContext } from "./context";
import { Layer, type LayerOptions, layerDefaults } from "./layer";
import type { OutputShapes } from "./symbolic";
import type { Tensors } from "./tensors";

/** What a {@link lambda} layer computes: of a tensor (or an array of them), and of the option `arguments`. */
export type LambdaFunction<X extends Tensors = Tensors, Y extends Tensors = Tensors> = (
  x: X,
  given: {
    readonly training: boolean;
    readonly mask?: CallOptions["mask"];
    readonly [name: string]: unknown;
  },
) => Y;

/** Options of {@link lambda}. */
export interface LambdaOptions extends LayerOptions {
  /** The shape of a row of the output. Default: found by tracing the function. */
  readonly outputShape?: readonly (number | null)[];
  /** Plain data that the function gets as its second argument, kept in files. Default none. */
  readonly arguments?: Readonly<Record<string, unknown>>;
}

const WHERE = "lambda";

/** See {@link lambda}. */
export class Lambda extends Layer {
  /** Its name in Keras. */
  static readonly className: string = "Lambda";
  protected override readonly notesShape: boolean = true;
  private readonly compute: LambdaFunction;
  private readonly rowShape: readonly (number | null)[] | undefined;
  private readonly given: Readonly<Record<string, unknown>>;

  /**
   * The layer that a config describes; its function is looked for among `customObjects`, under the name that the file has for
   * it, or the layer's.
   *
   * @throws TypeError when it is not there: files never bring code along.
   */
  static fromConfig(config: Readonly<Record<string, unknown>>): Lambda {
    const { function: written, mask, ...rest } = config;
    if (mask !== undefined && mask !== null) {
      throw new TypeError(
        `${WHERE}: received mask ${show(mask)} for ${show(config.name)}, which this layer does not have; make a layer of your own ` +
          "with defineLayer",
      );
    }
    const found = functionOf(written, config.name);
    return new Lambda({ ...camelKeys(rest), function: found } as { function: LambdaFunction });
  }

  constructor(options: LambdaOptions & { readonly function: LambdaFunction<never> }) {
    const given = readOptions(WHERE, options, {
      ...layerDefaults,
      function: undefined as unknown,
      outputShape: undefined as unknown,
      arguments: {} as Readonly<Record<string, unknown>>,
    });
    if (typeof given.function !== "function") {
      throw new TypeError(
        `${WHERE}: received ${show(given.function)}, expected a function of a tensor, such as (x) => x.square()`,
      );
    }
    if (typeof given.arguments !== "object" || Array.isArray(given.arguments)) {
      throw new TypeError(
        `${WHERE}: received arguments ${show(given.arguments)}, expected an object of plain data, such as { factor: 2 }`,
      );
    }
    super(WHERE, given);
    this.compute = given.function as LambdaFunction;
    this.given = given.arguments;
    this.rowShape = readRowShape(given.outputShape);
  }

  override computeOutputShape(inputShape: Shapes, options: CallOptions = {}): OutputShapes {
    if (this.rowShape === undefined) return super.computeOutputShape(inputShape, options);
    const first = (areShapes(inputShape) ? inputShape[0] : inputShape) as BatchShape;
    return [first[0] ?? null, ...this.rowShape];
  }

  override call(x: Tensors, context: CallContext, options: CallOptions = {}): Tensors {
    const y = this.compute(x, { ...this.given, ...options, training: context.training });
    const good = isTensor(y) || (typeof y === "object" && y !== null && Object.values(y).every(isTensor));
    if (good) return y;
    throw new TypeError(`${this.name}: received ${show(y)} from the function, expected a tensor`);
  }

  override getConfig(): Record<string, unknown> {
    const { name } = this.compute;
    const config: Record<string, unknown> = {
      ...super.getConfig(),
      function:
        name === ""
          ? { class_name: "__lambda__", config: { code: "", defaults: null, closure: null } }
          : { module: "builtins", class_name: "function", config: name, registered_name: name },
      arguments: this.given,
    };
    if (this.rowShape !== undefined) config.output_shape = this.rowShape;
    return config;
  }
}

/** The user's function for what a file has in its place. */
function functionOf(written: unknown, layer: unknown): LambdaFunction {
  if (typeof written === "function") return written as LambdaFunction;
  const named =
    isSerialized(written) && written.class_name === "function" ? (written.config as unknown) : written;
  const names = [named, layer].filter((name): name is string => typeof name === "string" && name !== "");
  for (const name of names) {
    const own = customObject(name);
    if (typeof own === "function") return own as LambdaFunction;
  }
  const [key = "lambda"] = names;
  const shown = /^\w+$/.test(key) ? key : JSON.stringify(key);
  throw new TypeError(
    `${WHERE}: received a file with the layer ${show(layer ?? "lambda")}, whose function ${typeof named === "string" ? `${show(named)} ` : ""}` +
      "is not among customObjects; files do not bring code along, expected the function from the caller, as in " +
      `loadModel(file, { customObjects: { ${shown}: (x) => x } })`,
  );
}

function readRowShape(given: unknown): readonly (number | null)[] | undefined {
  if (given === undefined) return undefined;
  const shape = untuple(given);
  if (Array.isArray(shape) && shape.every((n) => n === null || (Number.isInteger(n) && n >= 1))) return shape;
  throw new RangeError(
    `${WHERE}: received outputShape ${show(given)}, expected the shape of a row without the batch axis, such as [64]`,
  );
}

/**
 * A layer that computes what a function computes, and has no weights. Files hold the function's name and never its code:
 * reading one needs the function among `customObjects`, under that name or the layer's. `defineLayer` makes layers of your
 * own with weights and options.
 *
 * @param fn - A function of the input, a tensor (an array for several), and of `{ training, mask, ...arguments }`.
 * @throws TypeError for what is no function.
 * @example
 * sequential([dense(8, { inputShape: [2] }), lambda((x) => x.square(), { name: "square" }), dense(1)]);
 */
export function lambda<X extends Tensors = Tensor>(
  fn: LambdaFunction<X>,
  options: LambdaOptions = {},
): Lambda {
  return new Lambda({ ...options, function: fn as LambdaFunction<never> });
}
