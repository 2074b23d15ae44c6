import { camelKeys, snakeCase } from "../common/names";
import type { CallOptions } from "./call-options";
import { type LayerNode, SymbolicTensor } from "./symbolic";

/** What a layer is called with, as a functional model's file has it after tensors were found. */
export interface CallArguments {
  /** The tensors, in order. */
  readonly inputs: readonly SymbolicTensor[];
  /** Whether the inputs were in a list, or several arguments. */
  readonly list: boolean;
  /** The other arguments. */
  readonly options: CallOptions;
}

/** Arguments of a call as Keras writes them: in order, and by name. */
export interface KerasArguments {
  /** Those in order. */
  readonly args: readonly unknown[];
  /** Those by name, in snake_case. */
  readonly kwargs: Readonly<Record<string, unknown>>;
}

/** How layers in general read the arguments of a call from a file: one tensor, a list of them, or several in order. */
export function readArguments({ args, kwargs }: KerasArguments): CallArguments {
  const [first] = args;
  // What Keras fills in itself says nothing: the model decides whether it is being trained.
  const { training: _, ...given } = kwargs;
  const named = Object.entries(camelKeys(given)).filter(([, value]) => value !== null);
  const options = Object.fromEntries(named);
  if (args.length === 1 && Array.isArray(first)) return { inputs: tensorsIn(first), list: true, options };
  if (args.length === 1) return { inputs: tensorsIn(args), list: false, options };
  return { inputs: tensorsIn(args), list: true, options };
}

/** How layers in general write them. */
export function writeArguments(node: LayerNode, positional: boolean): KerasArguments {
  const kwargs = Object.fromEntries(
    Object.entries(node.options).map(([name, value]) => [snakeCase(name), value]),
  );
  return { args: node.list && !positional ? [node.inputs] : node.inputs, kwargs };
}

function tensorsIn(values: readonly unknown[]): readonly SymbolicTensor[] {
  return values.filter((value): value is SymbolicTensor => value instanceof SymbolicTensor);
}
