import type { DType, Tensor } from "@wellfit/core";
import { didYouMean } from "../common/names";
import { show } from "../common/options";
import { customObject, type SerializedObject } from "../common/resolve";
import type { CallArguments, KerasArguments } from "./call-arguments";
import type { CallOptions } from "./call-options";
import type { CallContext } from "./context";
import { Layer } from "./layer";
import { type OperationFunction, operations } from "./operations";
import { type LayerNode, SymbolicTensor } from "./symbolic";
import type { Tensors } from "./tensors";

/** Where a tensor stands among the arguments of a call. */
interface Place {
  readonly input: number;
}

/** The arguments of a call, with places for tensors. */
interface Template {
  readonly args: readonly unknown[];
  readonly kwargs: Readonly<Record<string, unknown>>;
}

const comparisons = /^(Equal|NotEqual|Less|LessEqual|Greater|GreaterEqual|Logical\w+)$/;

/**
 * An operation on tensors that Keras notes among the layers of a functional model, such as the `NotEqual` that makes the mask
 * of `Embedding(mask_zero=True)`. Only files make such layers.
 */
export class Operation extends Layer {
  /** Its name in Keras; each has the one of its operation. */
  static readonly className: string = "Operation";
  /** Tells it from layers, which have groups in files of weights. */
  readonly isOperation = true;
  protected override readonly takesMany: boolean = true;
  private readonly kind: string;
  private readonly module: string;
  private readonly settings: Readonly<Record<string, unknown>>;
  private readonly compute: OperationFunction;

  private constructor({ class_name, module, config }: SerializedObject, compute: OperationFunction) {
    super("operation", { name: config.name ?? class_name.toLowerCase() });
    this.kind = class_name;
    this.module = module ?? "keras.src.ops.numpy";
    this.settings = config;
    this.compute = compute;
  }

  /** Whether an object in a file is an operation: legacy files do not name the module, but only layers have `trainable`. */
  static isOne({ class_name, module, config }: SerializedObject): boolean {
    if (typeof config !== "object" || config === null) return false;
    if (typeof module === "string") return /^keras\.(src\.)?ops\b/.test(module);
    return Object.hasOwn(operations, class_name) && !("trainable" in config);
  }

  /**
   * The operation of an object in a file.
   *
   * @throws TypeError for one that is not here and not among the user's own objects.
   */
  static fromFile(value: SerializedObject, where: string): Operation {
    const { class_name: kind } = value;
    const own = customObject(kind);
    if (typeof own === "function") {
      return new Operation(value, (args) => (own as (...args: readonly unknown[]) => Tensor)(...args));
    }
    const known = Object.hasOwn(operations, kind) ? operations[kind] : undefined;
    if (known !== undefined) return new Operation(value, known);
    throw new TypeError(
      `${where}: received the operation ${show(kind)} of keras.ops${didYouMean(kind, Object.keys(operations))}, expected one of ` +
        `${Object.keys(operations).join(", ")}; give a function of its arguments as in ` +
        `loadModel(file, { customObjects: { ${kind} } })`,
    );
  }

  override get className(): string {
    // The constructor of Layer asks before there is one.
    return this.kind ?? Operation.className;
  }

  override get kerasModule(): string {
    return this.module;
  }

  override computeOutputDType(inputs: readonly DType[]): DType {
    if (comparisons.test(this.kind)) return "bool";
    if (this.kind === "Cast") return this.settings.dtype as DType;
    return inputs.find((dtype) => dtype.startsWith("float")) ?? inputs[0] ?? this.dtype;
  }

  override call(x: Tensors, _context: CallContext, options: CallOptions = {}): Tensor {
    const { args, kwargs } = filled(options.template as Template, x as readonly Tensor[]);
    return this.compute(args, { ...this.settings, ...kwargs });
  }

  override readCall({ args, kwargs }: KerasArguments): CallArguments {
    const inputs: SymbolicTensor[] = [];
    const template = mapped({ args, kwargs }, (value) =>
      value instanceof SymbolicTensor ? { input: inputs.push(value) - 1 } : value,
    );
    return { inputs, list: true, options: { template } };
  }

  override writeCall(node: LayerNode): KerasArguments {
    return filled(node.options.template as Template, node.inputs);
  }

  override getConfig(): Record<string, unknown> {
    return { ...this.settings, name: this.name };
  }

  protected override castInput(x: Tensor): Tensor {
    return x;
  }
}

/** The arguments with tensors at their places. */
function filled(template: Template, tensors: readonly unknown[]): Template {
  return mapped(template, (value) => (isPlace(value) ? tensors[value.input] : value));
}

function mapped({ args, kwargs }: Template, f: (value: unknown) => unknown): Template {
  const each = (value: unknown): unknown => (Array.isArray(value) ? value.map(each) : f(value));
  return {
    args: args.map(each),
    kwargs: Object.fromEntries(Object.entries(kwargs).map(([name, value]) => [name, each(value)])),
  };
}

function isPlace(value: unknown): value is Place {
  return typeof value === "object" && value !== null && "input" in value;
}
