import { isTensor, jit, type Node, type Tensor, topological, zeros } from "@wellfit/core";
import { defaultNames, type Outputs, type Source } from "./source";

/** One trace of a source: its nodes, inputs before users, for inputs of known shapes. */
export interface Traced {
  readonly nodes: readonly Node[];
  readonly inputs: readonly Node[];
  readonly outputs: readonly Node[];
  readonly outputNames: readonly string[];
}

/**
 * Traces a source for a batch.
 *
 * @throws Error when it cannot be traced or assigns variables; TypeError when it returns something other than tensors.
 */
export function trace(source: Source, batch: number): Traced {
  let outputNames: string[] = [];
  const forward = jit(
    (inputs: readonly Tensor[]) => {
      const named = nameOutputs(source.call(inputs), source.outputNames);
      outputNames = named.names;
      return named.tensors;
    },
    { name: source.name },
  );
  // Only the shape and dtype of the arguments are looked at.
  const examples = source.inputs.map(({ shape, dtype }) =>
    zeros(
      shape.map((n) => n ?? batch),
      dtype,
    ),
  );
  const { inputs, outputs, updates, states } = forward.program(examples);
  if (updates.length > 0) {
    const names = updates.map(({ state }) => JSON.stringify(states[state]?.name)).join(", ");
    throw new Error(
      `toOnnx: ${source.name} assigns the variables ${names}; an ONNX graph keeps nothing between calls. Export what only ` +
        "reads its variables, or return the new values as outputs",
    );
  }
  return { nodes: walk(outputs, inputs), inputs, outputs, outputNames };
}

/** All nodes in the order of `printGraph`; inputs that nothing uses come last. */
export function walk(outputs: readonly Node[], inputs: readonly Node[]): Node[] {
  return topological([...outputs, ...inputs], (node) => node.op === "constant");
}

/** The outputs in order, with their names. */
export function nameOutputs(
  result: Outputs,
  given: readonly string[] | undefined,
): { names: string[]; tensors: Tensor[] } {
  const found = collect(result);
  const tensors = Object.values(found);
  const names = [...(given ?? Object.keys(found))];
  if (tensors.length === 0 || !tensors.every(isTensor)) {
    throw new TypeError(
      "toOnnx: the function returned something that is not a tensor; expected a tensor, a list of tensors, or an object of " +
        "tensors by name",
    );
  }
  if (names.length !== tensors.length || new Set(names).size !== names.length || names.includes("")) {
    throw new RangeError(
      `toOnnx: received the output names ${JSON.stringify(names)} for ${tensors.length} outputs, expected a different one ` +
        "for each",
    );
  }
  return { names, tensors };
}

function collect(result: Outputs): Record<string, Tensor> {
  if (isTensor(result)) return { output: result };
  if (typeof result !== "object" || result === null) return {};
  if (!Array.isArray(result)) return { ...(result as Readonly<Record<string, Tensor>>) };
  const names = defaultNames("output", result.length);
  return Object.fromEntries(names.map((name, i) => [name, result[i] as Tensor]));
}
