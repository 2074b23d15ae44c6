/**
 * Matrix products, emitted for one set of sizes and strides.
 *
 * The blocked product follows Goto and van de Geijn, "Anatomy of High-Performance Matrix Multiplication", ACM TOMS
 * 34(3), 2008, with the loops that pay off in WebAssembly.
 *
 * @module
 */
import type { FunctionBuilder, Local, ModuleBuilder } from "./encoder";
import { ELEMENTS } from "./gemm/element";
import { emitGeneral } from "./gemm/general";
import type { EmittedGemm, Epilogue, GemmSpec } from "./gemm/types";

export type { EmittedGemm, Epilogue, GemmSpec, Tile } from "./gemm/types";

/**
 * Emits a matrix product as a function of the module,
 * `(a, b, ...pointers, scratch, begin, end) -> ()`, all i32, addresses in bytes.
 *
 * `[begin, end)` is a range of the flat batch index when `spec.batch` is not empty, else of the rows of C; any range
 * gives the same sums as the whole, so that several callers (each with its own scratch memory) can share a product.
 * Finished sums go to the epilogue, which stores them; with k = 0 they are zeros. A and B are read at exactly the
 * elements the spec names.
 *
 * @throws When a size or stride is negative or no whole number.
 * @example
 * // C = A B for row-major A [30, 2] and B [2, 500]
 * const { func, scratchBytes } = emitGemm(module, "matmul", {
 *   type: "f32", batch: [], aBatch: [], bBatch: [],
 *   m: 30, n: 500, k: 2, aRow: 2, aCol: 1, bRow: 500, bCol: 1, fma: false,
 * }, epilogue);
 */
export function emitGemm(
  module: ModuleBuilder,
  name: string,
  spec: GemmSpec,
  epilogue: Epilogue,
): EmittedGemm {
  const { batch, m, n } = spec;
  const { bytes } = ELEMENTS[spec.type];
  const params = new Array<"i32">(5 + epilogue.pointers).fill("i32");
  if (m === 0 || n === 0 || batch.includes(0)) {
    return { func: module.func(name, params, [], () => undefined), scratchBytes: 0 };
  }
  const road = emitGeneral(module, name, spec, epilogue);

  const build = (f: FunctionBuilder): void => {
    const [a, b] = [f.param(0), f.param(1)];
    const pointers = Array.from({ length: epilogue.pointers }, (_, i) => f.param(2 + i));
    const [scratch, begin, end] = [2, 3, 4].map((i) => f.param(epilogue.pointers + i)) as [
      Local,
      Local,
      Local,
    ];
    if (batch.length === 0) {
      // Nothing is to be prepared for an empty range.
      f.get(begin).get(end).op("i32.lt_s");
      f.if(() => {
        road.prepare?.(f, b, scratch);
        road.rows(f, { a, b, scratch, begin, end, batch: [], pointers });
      });
      return;
    }
    const sharedB = spec.bBatch.every((stride, i) => stride === 0 || batch[i] === 1);
    if (sharedB && road.prepare !== undefined) {
      f.get(begin).get(end).op("i32.lt_s");
      f.if(() => road.prepare?.(f, b, scratch));
    }
    const flat = f.local("i32");
    const rest = f.local("i32");
    const [aAt, bAt, first, last] = [f.local("i32"), f.local("i32"), f.local("i32"), f.local("i32")];
    const indices = batch.map(() => f.local("i32"));
    f.i32(0).set(first).i32(m).set(last);
    f.forRange(flat, begin, end, 1, () => {
      f.get(flat).set(rest).get(a).set(aAt).get(b).set(bAt);
      for (let d = batch.length - 1; d >= 0; d--) {
        const index = indices[d]!;
        if (d === 0) {
          f.get(rest).set(index);
        } else {
          f.get(rest).i32(batch[d]!).op("i32.rem_u").set(index);
          f.get(rest).i32(batch[d]!).op("i32.div_u").set(rest);
        }
        const move = (pointer: Local, stride: number): void => {
          if (stride === 0) return;
          f.get(pointer).get(index);
          f.i32(stride * bytes)
            .op("i32.mul")
            .op("i32.add")
            .set(pointer);
        };
        move(aAt, spec.aBatch[d]!);
        move(bAt, spec.bBatch[d]!);
      }
      if (!sharedB) road.prepare?.(f, bAt, scratch);
      road.rows(f, { a: aAt, b: bAt, scratch, begin: first, end: last, batch: indices, pointers });
    });
  };
  return { func: module.func(name, params, [], build), scratchBytes: road.scratchBytes };
}
