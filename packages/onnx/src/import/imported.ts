import { type DType, type Tensor, type TensorLike, tensor, variable } from "@wellfit/core";
import {
  DATA_TYPE,
  type GraphProto,
  type ModelProto,
  type NodeProto,
  type ValueInfoProto,
} from "../format/model";
import { dtypeOfDataType, readTensorProto } from "../format/tensor-data";
import { operators } from "./operators/index";

/** The oldest operator set whose meaning the table of operators has. */
const OLDEST_OPSET = 13;

/** An input or output of a model: `null` for a length that is only known when it runs. */
export interface OnnxValue {
  /** What it is called in the model. */
  readonly name: string;
  /** The length of each axis; undefined when the model does not say. */
  readonly shape: readonly (number | null)[] | undefined;
  /** The dtype it has here; int64 is held as int32. */
  readonly dtype: DType;
  /** What the model calls each length, if anything: equal names mean equal lengths. */
  readonly symbols: readonly (string | undefined)[];
}

/** A model that was read and checked: everything it needs is there and every operator is known. */
export interface Imported {
  readonly name: string;
  readonly opset: number;
  readonly nodes: readonly NodeProto[];
  readonly inputs: readonly OnnxValue[];
  readonly outputs: readonly OnnxValue[];
  /** Reads an initializer. */
  readonly initializers: ReadonlyMap<string, () => Tensor>;
  /** Names of values that are uint32. */
  readonly unsigned: ReadonlySet<string>;
}

/**
 * Checks a model and gives its parts.
 *
 * @throws Error when it has no graph, is too old, has operators that are not known (all are listed), or uses a value that
 *   nothing makes.
 */
export function importModel(model: ModelProto): Imported {
  const { graph } = model;
  if (graph === undefined || graph.output.length === 0) {
    throw new Error(
      "fromOnnx: these bytes hold no graph with outputs; expected the bytes of a .onnx file, unchanged and complete",
    );
  }
  const opset = model.opsetImport.find(({ domain }) => isStandard(domain))?.version ?? 0;
  if (opset < OLDEST_OPSET) {
    throw new Error(
      `fromOnnx: the model was written for operator set ${opset}, expected ${OLDEST_OPSET} or later; export it again with a ` +
        "newer opset_version, or convert it with onnx.version_converter",
    );
  }
  checkOperators(graph.node);
  const initializers = readInitializers(graph);
  const inputs = graph.input
    .filter(({ name }) => !initializers.has(name ?? ""))
    .map((value) => readValueInfo(value, "input"));
  checkNames(graph, [...initializers.keys(), ...inputs.map(({ name }) => name)]);
  return {
    name: graph.name || "onnx",
    opset,
    nodes: graph.node,
    inputs,
    outputs: graph.output.map((value) => readValueInfo(value, "output")),
    initializers,
    unsigned: unsignedNames(graph.node),
  };
}

function isStandard(domain: string | undefined): boolean {
  return domain === undefined || domain === "" || domain === "ai.onnx";
}

function checkOperators(nodes: readonly NodeProto[]): void {
  const unknown = new Set<string>();
  for (const { opType = "", domain } of nodes) {
    if (!isStandard(domain)) unknown.add(`${domain}.${opType}`);
    else if (!Object.hasOwn(operators, opType)) unknown.add(opType);
  }
  if (unknown.size === 0) return;
  throw new Error(
    `fromOnnx: the model uses operators that are not known here: ${[...unknown].sort().join(", ")}; expected only ` +
      `${Object.keys(operators).sort().join(", ")}`,
  );
}

function checkNames(graph: GraphProto, known: readonly string[]): void {
  const made = new Set(["", ...known]);
  const need = (name: string, who: string): void => {
    if (made.has(name)) return;
    throw new Error(
      `fromOnnx: ${who} needs ${JSON.stringify(name)}, which nothing before it makes; the file is damaged or was written ` +
        "wrongly",
    );
  };
  for (const node of graph.node) {
    for (const input of node.input) need(input, `${node.opType} ${JSON.stringify(node.name ?? "")}`);
    for (const output of node.output) made.add(output);
  }
  for (const { name } of graph.output) need(name ?? "", "the list of outputs");
}

/** Weights become variables, which live in the engine's memory; the numbers of shapes stay at hand. */
function readInitializers(graph: GraphProto): Map<string, () => Tensor> {
  return new Map(
    graph.initializer.map((proto) => {
      const name = proto.name ?? "";
      const { data, dtype } = readTensorProto(proto, `initializer ${JSON.stringify(name)}`);
      const from: TensorLike = { data, shape: proto.dims };
      if (dtype === "int32" || dtype === "bool" || data.length <= 1) {
        const constant = tensor(from, { dtype });
        return [name, () => constant];
      }
      const weight = variable(from, { name, dtype, trainable: false });
      return [name, () => weight.value];
    }),
  );
}

function readValueInfo({ name = "", type }: ValueInfoProto, what: string): OnnxValue {
  const dim = type?.tensorType?.shape?.dim;
  return {
    name,
    shape: dim?.map(({ dimValue }) => dimValue ?? null),
    symbols: dim?.map(({ dimParam }) => dimParam || undefined) ?? [],
    dtype: dtypeOfDataType(type?.tensorType?.elemType, `${what} ${JSON.stringify(name)}`),
  };
}

/** Only casts make unsigned numbers, and only shifts keep them. */
function unsignedNames(nodes: readonly NodeProto[]): Set<string> {
  const unsigned = new Set<string>();
  for (const { opType, input, output, attribute, name } of nodes) {
    const from = input.some((operand) => unsigned.has(operand));
    const to = opType === "Cast" && attribute.some((a) => a.name === "to" && a.i === DATA_TYPE.uint32);
    if (to || (from && opType === "BitShift")) unsigned.add(output[0] ?? "");
    else if (from && opType !== "Cast") {
      throw new Error(
        `fromOnnx: ${opType} ${JSON.stringify(name ?? output[0])} works on uint32; expected int32, or a Cast to uint32 only ` +
          "around BitShift",
      );
    }
  }
  return unsigned;
}
