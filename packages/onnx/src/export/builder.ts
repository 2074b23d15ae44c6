import type { DataArray, DType } from "@wellfit/core";
import { DATA_TYPE, type NodeProto, type TensorProto } from "../format/model";
import { int64Proto, tensorProto } from "../format/tensor-data";
import { type Attributes, attributeProtos } from "./attributes";
import { type Affine, type Dim, type Dims, isFixed } from "./dims";
import { Names } from "./names";

/** The smallest int64: in ONNX "to the very beginning" for a slice that goes backwards. */
export const FIRST: bigint = -(2n ** 63n);

/** Where the batch can be read off: an input, and the axis that is the batch. */
export interface BatchSource {
  readonly input: string;
  readonly axis: number;
}

/** Nodes and initializers under construction. Values are known by name. */
export class GraphBuilder {
  readonly nodes: NodeProto[] = [];
  readonly initializers: TensorProto[] = [];
  readonly names: Names = new Names();
  /** What the nodes made next are called, followed by their operator. */
  prefix = "";
  private readonly made = new Map<string, string>();

  constructor(private readonly batchSource: BatchSource | undefined) {}

  /** The result of an operator. */
  op(type: string, inputs: readonly string[], attributes: Attributes = {}): string {
    return this.results(type, inputs, attributes, 1)[0] as string;
  }

  /** The results of an operator that has so many. */
  results(type: string, inputs: readonly string[], attributes: Attributes, count: number): string[] {
    const name = this.names.unique(`${this.prefix}.${type}`);
    const more = Array.from({ length: count - 1 }, (_, i) => this.names.unique(`${name}.${i + 1}`));
    const output = [name, ...more];
    this.nodes.push({ input: inputs, output, name, opType: type, attribute: attributeProtos(attributes) });
    return output;
  }

  /** The result of an operator, made only once for the same operands. */
  once(key: string, make: () => string): string {
    let name = this.made.get(key);
    if (name === undefined) this.made.set(key, (name = make()));
    return name;
  }

  /** Gives the value that was made last another name; it must not have been used yet. */
  renameLast(from: string, to: string): boolean {
    const last = this.nodes[this.nodes.length - 1];
    if (last?.output[0] !== from) return false;
    this.nodes[this.nodes.length - 1] = { ...last, output: [to], name: to };
    return true;
  }

  /** Numbers that are part of the model. */
  initializer(wanted: string, dims: readonly number[], dtype: DType, data: DataArray): string {
    const name = this.names.unique(wanted);
    this.initializers.push(tensorProto(name, dims, dtype, data));
    return name;
  }

  /** One number without axes. */
  scalar(value: number, dtype: DType): string {
    const shown = Object.is(value, -0) ? "-0" : String(value);
    return this.once(`${dtype} ${shown}`, () =>
      this.initializer(`${dtype}:${shown}`, [], dtype, ARRAYS[dtype].of(value)),
    );
  }

  /** A list of int64 numbers. */
  int64s(values: readonly (number | bigint)[]): string {
    const shown = values.join(",");
    return this.once(`int64s ${shown}`, () => {
      const name = this.names.unique(`int64:${shown.slice(0, 40)}`);
      this.initializers.push(int64Proto(name, [values.length], values.map(BigInt)));
      return name;
    });
  }

  /** A list of int64 numbers of which some may depend on the batch. */
  dims(values: readonly (Dim | bigint)[]): string {
    const fixed = values.every((value) => typeof value === "bigint" || isFixed(value));
    if (fixed) return this.int64s(values as (number | bigint)[]);
    const parts: string[] = [];
    let run: (number | bigint)[] = [];
    const flush = (): void => {
      if (run.length > 0) parts.push(this.int64s(run));
      run = [];
    };
    for (const value of values) {
      if (typeof value === "bigint" || isFixed(value)) run.push(value);
      else {
        flush();
        parts.push(this.line(value));
      }
    }
    flush();
    return parts.length === 1 ? (parts[0] as string) : this.op("Concat", parts, { axis: 0 });
  }

  /** One dim as a scalar of a dtype. */
  dimScalar(dim: Dim, dtype: DType): string {
    if (isFixed(dim)) return this.scalar(dim, dtype);
    const scalar = this.op("Squeeze", [this.line(dim), this.int64s([0])]);
    return this.cast(scalar, dtype);
  }

  /** `times * batch + plus` with factors that need not be whole, as a scalar of a dtype. */
  lineScalar({ times, plus }: Affine, dtype: DType): string {
    const batch = this.dimScalar({ times: 1, plus: 0 }, dtype);
    const scaled = times === 1 ? batch : this.op("Mul", [batch, this.scalar(times, dtype)]);
    return plus === 0 ? scaled : this.op("Add", [scaled, this.scalar(plus, dtype)]);
  }

  /** Another dtype. */
  cast(value: string, to: DType | "int64" | "uint32"): string {
    return this.op("Cast", [value], { to: DATA_TYPE[to] });
  }

  /**
   * The same elements under another shape. One length that depends on the batch is left to the runtime to find.
   */
  reshape(value: string, shape: Dims): string {
    const open = shape.filter((dim) => !isFixed(dim));
    const empty = shape.includes(0);
    const target =
      open.length === 1 && !empty
        ? this.int64s(shape.map((dim) => (isFixed(dim) ? dim : -1)))
        : this.dims(shape);
    return this.op("Reshape", [value, target], empty ? { allowzero: 1 } : {});
  }

  /** `times * batch + plus` as a list of one int64. */
  private line({ times, plus }: Affine): string {
    return this.once(`line ${times} ${plus}`, () => {
      const batch = this.once("batch", () => this.batch());
      const scaled = times === 1 ? batch : this.op("Mul", [batch, this.int64s([times])]);
      return plus === 0 ? scaled : this.op("Add", [scaled, this.int64s([plus])]);
    });
  }

  private batch(): string {
    if (this.batchSource === undefined) {
      throw new Error("toOnnx: a length depends on the batch, but no input has one");
    }
    const { input, axis } = this.batchSource;
    return this.op("Shape", [input], { start: axis, end: axis + 1 });
  }
}

const ARRAYS = {
  float32: Float32Array,
  float64: Float64Array,
  int32: Int32Array,
  bool: Uint8Array,
} as const;
