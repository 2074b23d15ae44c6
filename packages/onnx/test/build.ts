import type { DType } from "@wellfit/core";
import { encodeModel } from "../src/format/encode";
import {
  ATTRIBUTE_TYPE,
  type AttributeProto,
  DATA_TYPE,
  type ModelProto,
  type TensorProto,
} from "../src/format/model";
import { int64Proto, tensorProto } from "../src/format/tensor-data";
import type { Attribute, OperatorCase, Written } from "./operators";

const ARRAYS = { float32: Float32Array, float64: Float64Array, int32: Int32Array, bool: Uint8Array } as const;

/** A dtype and a shape as the type of a value. */
export const typeOf = (dtype: DType | "int64", dims?: readonly number[]) => ({
  tensorType: {
    elemType: DATA_TYPE[dtype],
    ...(dims ? { shape: { dim: dims.map((dimValue) => ({ dimValue })) } } : {}),
  },
});

/** Numbers that stand in the model. */
export function written(name: string, { dtype, dims, values }: Written): TensorProto {
  if (dtype === "int64") {
    const wide = values.map((v) => (v === Number.MAX_SAFE_INTEGER ? 2n ** 63n - 1n : BigInt(v)));
    return int64Proto(name, dims, wide);
  }
  return tensorProto(name, dims, dtype, ARRAYS[dtype].from(values));
}

/** An attribute as it is written. */
export function attribute(name: string, value: Attribute): AttributeProto {
  if (typeof value === "number") return { name, i: value, type: ATTRIBUTE_TYPE.int };
  if (typeof value === "string") {
    return { name, s: new TextEncoder().encode(value), type: ATTRIBUTE_TYPE.string };
  }
  if ("float" in value) return { name, f: value.float, type: ATTRIBUTE_TYPE.float };
  return { name, ints: value, type: ATTRIBUTE_TYPE.ints };
}

/** A model, complete but for what is given. */
export function modelOf(graph: Partial<NonNullable<ModelProto["graph"]>>, opset = 18): Uint8Array {
  return encodeModel({
    irVersion: 8,
    producerName: "test",
    opsetImport: [{ domain: "", version: opset }],
    graph: { name: "test", node: [], initializer: [], input: [], output: [], ...graph },
  });
}

/** A model of one operator. */
export function oneOperator(opType: string, row: OperatorCase): Uint8Array {
  const names = row.operands.map((operand, i) => (operand === null ? "" : `x${i}`));
  const output = Array.from({ length: row.results ?? 1 }, (_, i) => `y${i}`);
  const first = row.operands[0] as { readonly dtype?: DType };
  const dtypes = [row.dtype ?? first.dtype ?? "float32"].flat();
  const given = row.operands.flatMap((operand, i) =>
    operand && "shape" in operand ? [{ ...operand, name: names[i] as string }] : [],
  );
  const fixed = row.operands.flatMap((operand, i) =>
    operand && "dims" in operand ? [written(names[i] as string, operand)] : [],
  );
  const attributes = Object.entries(row.attributes ?? {}).map(([name, value]) => attribute(name, value));
  return modelOf(
    {
      node: [{ opType, name: "n", input: names, output, attribute: attributes }],
      initializer: fixed,
      input: given.map(({ name, shape, dtype: d = "float32" }) => ({
        name,
        type: typeOf(d, shape as readonly number[]),
      })),
      output: output.map((name, i) => ({ name, type: typeOf(dtypes[i % dtypes.length] as DType | "int64") })),
    },
    row.opset,
  );
}
