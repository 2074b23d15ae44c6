import type { DType, Tensor } from "@wellfit/core";

/** The shape of an input; `null` as the first axis is a batch of any size. */
export type InputShape = readonly (number | null)[];

/** What a function may give back: one tensor, several in order, or several by name. */
export type Outputs = Tensor | readonly Tensor[] | Readonly<Record<string, Tensor>>;

/** A function of tensors: of one or several in order, or of one object that holds them by name. */
export type TensorFunction = (...inputs: never[]) => Outputs;

/** What a model says of one of its inputs. */
export interface OnnxInputSpec {
  /** What it is called. */
  readonly name: string;
  /** Its shape, whose first axis is the batch; unknown until the model is built. */
  readonly shape: InputShape | undefined;
  /** Its dtype. */
  readonly dtype: DType;
}

/** What {@link toOnnx} needs of a model; every model and built layer of `@wellfit/layers` has it. */
export interface OnnxModel {
  /** The model applied to a batch of inputs, a list of them when there are several; `training: false` is how it predicts. */
  apply(inputs: Tensor | readonly Tensor[], options: { readonly training: boolean }): Outputs;
  /** Its inputs when it knows them by name; a model with several needs it. */
  readonly inputSpecs?: readonly OnnxInputSpec[] | undefined;
  /** The shape of the input, whose first axis is the batch; unknown until the model is built. */
  readonly inputShape?: InputShape | null | undefined;
  /** The dtype of the input. Default float32. */
  readonly dtype?: DType;
  /** What the model is called. */
  readonly name?: string;
}

/** Options of {@link toOnnx}. */
export interface ToOnnxOptions {
  /**
   * The shapes of the inputs, `null` standing for the batch: a list for a function of tensors in order, an object for a
   * function of one object. Default: the model's own. A plain function needs it.
   */
  readonly inputShapes?: readonly InputShape[] | Readonly<Record<string, InputShape>> | undefined;
  /** The dtype of each input, in the order of their shapes. Default: the model's own, float32 for a function. */
  readonly inputDtypes?: readonly DType[] | undefined;
  /** What the inputs are called. Default: the keys of `inputShapes`, "input" for one, "input0", "input1", … for several. */
  readonly inputNames?: readonly string[] | undefined;
  /** What the outputs are called. Default: the keys of what is returned, "output" for one, "output0", … for several. */
  readonly outputNames?: readonly string[] | undefined;
  /** A fixed size for the batch instead of any size, for functions that need it. */
  readonly batch?: number | undefined;
  /** What the graph is called. Default: the name of the model or function. */
  readonly name?: string | undefined;
}

/** One input of a {@link Source}. */
export interface SourceInput {
  readonly name: string;
  readonly shape: InputShape;
  readonly dtype: DType;
}

/** A model or function with everything known about its inputs. */
export interface Source {
  readonly name: string;
  readonly inputs: readonly SourceInput[];
  /** Applies it to tensors in the order of the inputs. */
  readonly call: (inputs: readonly Tensor[]) => Outputs;
  readonly outputNames: readonly string[] | undefined;
  readonly batch: number | undefined;
}

const show = (value: unknown): string => JSON.stringify(value) ?? String(value);

/**
 * A model or function with what the options say about its inputs.
 *
 * @throws TypeError for what is neither; Error when the shapes of its inputs are not known; RangeError for shapes that
 *   are not shapes.
 */
export function sourceOf(model: OnnxModel | TensorFunction, options: ToOnnxOptions): Source {
  const { batch } = options;
  if (batch !== undefined && (!Number.isInteger(batch) || batch < 1)) {
    throw new RangeError(`toOnnx: received a batch of ${show(batch)}, expected a whole number of at least 1`);
  }
  checkCallable(model);
  const shapes = options.inputShapes ?? ownShapes(model);
  const keys = Array.isArray(shapes) ? undefined : Object.keys(shapes);
  const list: readonly InputShape[] = Object.values(shapes);
  const specs = isModel(model) && model.inputSpecs?.length === list.length ? model.inputSpecs : undefined;
  const own = list.length > 1 ? specs?.map(({ name }) => name) : undefined;
  const names = options.inputNames ?? keys ?? own ?? defaultNames("input", list.length);
  const dtype = (isModel(model) ? model.dtype : undefined) ?? "float32";
  const dtypes = options.inputDtypes ?? specs?.map((spec) => spec.dtype) ?? list.map(() => dtype);
  checkLists(list, names, dtypes);
  const inputs = list.map((shape, i): SourceInput => {
    const name = names[i] as string;
    checkShape(shape, name);
    return { name, shape, dtype: dtypes[i] as DType };
  });
  return {
    name: options.name ?? (model.name || "function"),
    inputs,
    call: (tensors) => apply(model, keys, tensors),
    outputNames: options.outputNames,
    batch,
  };
}

/** "output" for one, "output0", "output1", … for several. */
export function defaultNames(stem: string, count: number): string[] {
  return Array.from({ length: count }, (_, i) => (count === 1 ? stem : `${stem}${i}`));
}

/** Every function has an `apply`; a model is what is no function, or a function that knows its shape. */
export function isModel(model: OnnxModel | TensorFunction): model is OnnxModel {
  return typeof model !== "function" || "inputShape" in model;
}

function checkCallable(model: OnnxModel | TensorFunction): void {
  if (typeof model === "function" || typeof (model as OnnxModel | null)?.apply === "function") return;
  throw new TypeError(
    `toOnnx: received ${show(model)}, expected a model or a function of tensors, such as toOnnx(model) or ` +
      "toOnnx((x) => x.relu(), { inputShapes: [[null, 2]] })",
  );
}

function ownShapes(model: OnnxModel | TensorFunction): readonly InputShape[] {
  if (!isModel(model)) {
    throw new Error(
      "toOnnx: received a function without the shapes of its inputs; pass them, with null for the batch: " +
        "toOnnx(fn, { inputShapes: [[null, 2]] })",
    );
  }
  const shapes = model.inputSpecs?.flatMap(({ shape }) => (shape ? [shape] : [])) ?? [];
  const all = shapes.length > 0 && shapes.length === model.inputSpecs?.length ? shapes : undefined;
  const known = all ?? (model.inputShape ? [model.inputShape] : undefined);
  if (known) return known.map((shape) => [null, ...shape.slice(1)]);
  throw new Error(
    "toOnnx: the model does not know the shape of its input; give its first layer an inputShape, or build it by fitting or " +
      "predicting once, or pass { inputShapes: [[null, 2]] }",
  );
}

function apply(
  model: OnnxModel | TensorFunction,
  keys: readonly string[] | undefined,
  tensors: readonly Tensor[],
): Outputs {
  const given = keys ? [Object.fromEntries(keys.map((key, i) => [key, tensors[i]]))] : tensors;
  if (isModel(model)) {
    return model.apply(given.length > 1 ? tensors : (given[0] as Tensor), { training: false });
  }
  return model(...(given as never[]));
}

function checkLists(shapes: readonly InputShape[], names: readonly string[], dtypes: readonly DType[]): void {
  const lists = { inputNames: names, inputDtypes: dtypes };
  for (const [what, list] of Object.entries(lists)) {
    if (list.length !== shapes.length) {
      throw new RangeError(
        `toOnnx: received ${list.length} ${what} for ${shapes.length} inputs, expected one for each`,
      );
    }
  }
  if (new Set(names).size !== names.length || names.includes("")) {
    throw new RangeError(
      `toOnnx: received the input names ${show(names)}, expected a different one for each input`,
    );
  }
}

function checkShape(shape: InputShape, name: string): void {
  const fits =
    Array.isArray(shape) &&
    shape.every((n, axis) => (n === null ? axis === 0 : Number.isInteger(n) && n >= 0));
  if (!fits) {
    throw new RangeError(
      `toOnnx: input ${show(name)} has the shape ${show(shape)}; expected whole numbers, and null only as the first axis, ` +
        "the batch; pass { inputShapes } with a number for every other axis",
    );
  }
}
