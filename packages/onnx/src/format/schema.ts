/** How the value of a field is written. `int` covers int32, int64 and enumerations. */
export type Kind = "int" | "float" | "double" | "string" | "bytes" | Schema;

/** One field of a message: its name in JavaScript, its kind, and whether it may stand many times. */
export type Field = readonly [name: string, kind: Kind, repeated?: "repeated" | "packed"];

/** The layout of one protobuf message: its fields by number. Fields that are not listed are read over. */
export interface Schema {
  readonly name: string;
  readonly fields: { readonly [fieldNumber: number]: Field };
}

const dimension: Schema = {
  name: "Dimension",
  fields: { 1: ["dimValue", "int"], 2: ["dimParam", "string"] },
};
const shape: Schema = { name: "TensorShapeProto", fields: { 1: ["dim", dimension, "repeated"] } };
const tensorType: Schema = {
  name: "TypeProto.Tensor",
  fields: { 1: ["elemType", "int"], 2: ["shape", shape] },
};
const type: Schema = { name: "TypeProto", fields: { 1: ["tensorType", tensorType] } };
const valueInfo: Schema = { name: "ValueInfoProto", fields: { 1: ["name", "string"], 2: ["type", type] } };

const tensor: Schema = {
  name: "TensorProto",
  fields: {
    1: ["dims", "int", "repeated"],
    2: ["dataType", "int"],
    4: ["floatData", "float", "packed"],
    5: ["int32Data", "int", "packed"],
    7: ["int64Data", "int", "packed"],
    8: ["name", "string"],
    9: ["rawData", "bytes"],
    10: ["doubleData", "double", "packed"],
    14: ["dataLocation", "int"],
  },
};

const attribute: Schema = {
  name: "AttributeProto",
  fields: {
    1: ["name", "string"],
    2: ["f", "float"],
    3: ["i", "int"],
    4: ["s", "bytes"],
    5: ["t", tensor],
    7: ["floats", "float", "repeated"],
    8: ["ints", "int", "repeated"],
    9: ["strings", "bytes", "repeated"],
    20: ["type", "int"],
  },
};

const node: Schema = {
  name: "NodeProto",
  fields: {
    1: ["input", "string", "repeated"],
    2: ["output", "string", "repeated"],
    3: ["name", "string"],
    4: ["opType", "string"],
    5: ["attribute", attribute, "repeated"],
    7: ["domain", "string"],
  },
};

const graph: Schema = {
  name: "GraphProto",
  fields: {
    1: ["node", node, "repeated"],
    2: ["name", "string"],
    5: ["initializer", tensor, "repeated"],
    11: ["input", valueInfo, "repeated"],
    12: ["output", valueInfo, "repeated"],
  },
};

const operatorSet: Schema = {
  name: "OperatorSetIdProto",
  fields: { 1: ["domain", "string"], 2: ["version", "int"] },
};

/** The layout of a whole model, after onnx.proto of the ONNX project (IR version 8). */
export const MODEL: Schema = {
  name: "ModelProto",
  fields: {
    1: ["irVersion", "int"],
    2: ["producerName", "string"],
    7: ["graph", graph],
    8: ["opsetImport", operatorSet, "repeated"],
  },
};
