import type { Operand } from "../../autodiff/batch";
import { bytesOf } from "../../engines/wasm/emit/lanes";
import { allocate, type DataArray } from "../../graph/dtype";
import { sizeOf } from "../../graph/shape";
import type { Tensor } from "../../ops/tensor";
import { operands } from "../../primitives/primitive";
import { applyFamily, type Family } from "../family";
import { readAll } from "../nests";
import { insertionScratch, insertionSort } from "./insertion";
import { keysOf } from "./keys";
import { RadixSort, radixScratch } from "./radix";

interface SortParams {
  readonly descending: boolean;
}

/** Rows up to this length, for each bit of a key, are sorted by insertion: longer keys take more passes of the other. */
const SHORT = 1.5;

/** The positions along the last axis in the order of the elements; equal ones, and so all NaNs, stay in order. */
const family: Family<SortParams> = {
  name: "argSort",
  rule: (inputs) => {
    const [x] = operands(inputs, 1, "argSort");
    if (x.dtype === "bool") throw new TypeError("argSort: received bool, expected numbers; cast it first");
    if (x.shape.length === 0) throw new RangeError("argSort: received a scalar, expected at least one axis");
    return { shape: x.shape, dtype: "int32" };
  },
  loop: (node, [x], { descending }) => {
    const out = allocate("int32", sizeOf(node.shape));
    const length = node.shape[node.shape.length - 1] as number;
    for (let start = 0; start < out.length; start += length) {
      out.set(sortedPositions((x as DataArray).subarray(start, start + length), descending), start);
    }
    return out;
  },
  nests: readAll,
  emit: (nest, name, context) => {
    const { shape, inputs, params } = nest.node;
    const { dtype } = inputs[0]!;
    const length = shape[shape.length - 1] as number;
    const bytes = bytesOf(dtype);
    const keys = keysOf(dtype, (params as SortParams).descending);
    const short = length <= SHORT * keys.bits;
    const radix = short ? undefined : new RadixSort(context.module, name, keys, length, bytes);
    const func = context.module.func(name, ["i32", "i32", "i32", "i32", "i32"], [], (f) => {
      const row = f.local("i32");
      const [from, to] = [f.local("i32"), f.local("i32")];
      f.forRange(row, f.param(3), f.param(4), 1, () => {
        f.get(f.param(0))
          .get(row)
          .i32(length * bytes)
          .op("i32.mul")
          .op("i32.add")
          .set(from);
        f.get(f.param(1))
          .get(row)
          .i32(length * 4)
          .op("i32.mul")
          .op("i32.add")
          .set(to);
        if (radix) radix.row(f, from, to, f.param(2));
        else insertionSort(f, keys, { from, to, length, bytes }, f.param(2));
      });
    });
    return {
      func,
      pointers: [...nest.reads, ...nest.writes].map((buffer) => ({ buffer, offset: 0 })),
      scratchBytes: short ? insertionScratch(keys, length) : radixScratch(keys, length),
      takesScratch: true,
      end: sizeOf(shape) / length,
    };
  },
  vjp: () => [null],
  batch: ([x], { descending }) => argSortLast((x as Operand).x, descending),
};

function sortedPositions(row: DataArray, descending: boolean): Int32Array {
  const sign = descending ? -1 : 1;
  return Int32Array.from(row.keys()).sort((i, j) => {
    const [a, b] = [row[i] as number, row[j] as number];
    if (a < b) return -sign;
    if (a > b) return sign;
    // A NaN is above everything.
    return sign * (Number(Number.isNaN(a)) - Number(Number.isNaN(b)));
  });
}

/** The positions along the last axis in rising (or falling) order of the elements, as int32. */
export function argSortLast(x: Tensor, descending: boolean): Tensor {
  return applyFamily(family, [x], { descending });
}
