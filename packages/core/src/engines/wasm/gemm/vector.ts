/**
 * Matrix times vector, both ways round. The matrix has an index that stays (rows of A when N = 1, columns of B when
 * M = 1) and one that is summed. Where the summed index is contiguous, every output is a dot product over vectors;
 * where the other is, vectors of outputs gather multiples.
 *
 * @module
 */
import type { FuncRef, FunctionBuilder, Local, ModuleBuilder } from "../encoder";
import { accumulate, deliver, ELEMENTS, inPieces, loadElements, offsetBy, type Place } from "./element";
import type { RowsEmitter, RowsPlace } from "./general";
import type { Epilogue, GemmSpec } from "./types";

/** The product seen as matrix times vector; strides in elements. */
interface View {
  /** Which index of C runs over the outputs. */
  readonly along: "row" | "col";
  readonly outputs: number;
  /** Stride of the matrix over outputs, and over summed terms. */
  readonly outStride: number;
  readonly termStride: number;
  /** Stride of the vector over summed terms. */
  readonly vectorStride: number;
}

/** Up to here the loop over the summed index is written out. */
const UNROLLED_STEPS = 4;

function viewOf(spec: GemmSpec): View | undefined {
  const byRow: View = {
    along: "row",
    outputs: spec.m,
    outStride: spec.aRow,
    termStride: spec.aCol,
    vectorStride: spec.bRow,
  };
  const byCol: View = {
    along: "col",
    outputs: spec.n,
    outStride: spec.bCol,
    termStride: spec.bRow,
    vectorStride: spec.aCol,
  };
  if (spec.n === 1 && (spec.aCol === 1 || spec.aRow === 1)) return byRow;
  if (spec.m === 1 && (spec.bCol === 1 || spec.bRow === 1)) return byCol;
  return undefined;
}

/** Runs `step` for `count` steps: written out when there are few, else as a loop that calls `advance` after each. */
function repeat(
  f: FunctionBuilder,
  count: number,
  step: (number: number) => void,
  advance: () => void,
): void {
  if (count <= UNROLLED_STEPS) {
    for (let number = 0; number < count; number++) step(number);
    return;
  }
  const left = f.local("i32");
  f.i32(count).set(left);
  f.loop((again) => {
    step(0);
    advance();
    f.get(left).i32(1).op("i32.sub").tee(left).brIf(again);
  });
  f.release(left);
}

/** Sums the lanes of a float32 or float64 vector into lane 0. */
function sumLanes(f: FunctionBuilder, type: "f32" | "f64", vector: Local): void {
  const { add } = ELEMENTS[type];
  const high = [8, 9, 10, 11, 12, 13, 14, 15, 8, 9, 10, 11, 12, 13, 14, 15];
  f.get(vector).get(vector).get(vector).shuffle(high).op(add).set(vector);
  if (type === "f64") return;
  const second = [4, 5, 6, 7, 4, 5, 6, 7, 4, 5, 6, 7, 4, 5, 6, 7];
  f.get(vector).get(vector).get(vector).shuffle(second).op(add).set(vector);
}

interface Piece {
  readonly module: ModuleBuilder;
  readonly spec: GemmSpec;
  readonly view: View;
  readonly epilogue: Epilogue;
}

/** Emits `(matrix, vector, output, ...batch, ...pointers) -> ()` around a body. */
function emitPiece(
  { module, spec, view, epilogue }: Piece,
  name: string,
  body: (f: FunctionBuilder, matrix: Local, vector: Local, place: Place) => void,
): FuncRef {
  const count = 3 + spec.batch.length + epilogue.pointers;
  return module.func(name, new Array(count).fill("i32"), [], (f) => {
    const batch = spec.batch.map((_, i) => f.param(3 + i));
    const pointers = Array.from({ length: epilogue.pointers }, (_, i) => f.param(3 + batch.length + i));
    epilogue.begin?.(f, pointers);
    const output = f.param(2);
    const zero = f.local("i32");
    f.i32(0).set(zero);
    const place =
      view.along === "row"
        ? { batch, pointers, row: output, col: zero }
        : { batch, pointers, row: zero, col: output };
    body(f, f.param(0), f.param(1), place);
  });
}

/** `size` dot products at once over contiguous terms; `chains` sums for each when there are few outputs. */
function emitDots(piece: Piece, name: string, size: number, chains: number): FuncRef {
  const { spec, view, epilogue } = piece;
  const element = ELEMENTS[spec.type];
  const { bytes, width } = element;
  return emitPiece(piece, `${name}_dot${size}`, (f, matrix, vector, place) => {
    const sums = Array.from({ length: size }, () => Array.from({ length: chains }, () => f.local("v128")));
    const zero = f.constF32x4(0);
    for (const sum of sums.flat()) f.get(zero).set(sum);
    const [av, bv] = [f.local("v128"), f.local("v128")];
    /** Adds `count` terms that begin `at` terms ahead to the `chain`-th sums. */
    const term = (at: number, count: number, chain: number): void => {
      loadElements(f, element, vector, count, at * bytes);
      f.set(bv);
      sums.forEach((line, i) => {
        loadElements(f, element, matrix, count, (i * view.outStride + at) * bytes);
        f.set(av);
        accumulate(f, element, spec.fma, line[chain]!, av, bv);
      });
    };
    const stride = width * chains;
    const steps = Math.floor(spec.k / stride);
    const advance = (): void => {
      f.get(matrix)
        .i32(stride * bytes)
        .op("i32.add")
        .set(matrix);
      f.get(vector)
        .i32(stride * bytes)
        .op("i32.add")
        .set(vector);
    };
    const step = (number: number): void => {
      for (let chain = 0; chain < chains; chain++) term(number * stride + chain * width, width, chain);
    };
    repeat(f, steps, step, advance);
    const done = steps <= UNROLLED_STEPS ? steps * stride : 0;
    const rest = spec.k - steps * stride;
    for (let at = 0; at < rest; at += width)
      term(done + at, Math.min(width, rest - at), (at / width) % chains);
    const index = f.local("i32");
    sums.forEach((line, i) => {
      const [total] = line as [Local];
      for (const other of line.slice(1)) f.get(total).get(other).op(element.add).set(total);
      sumLanes(f, spec.type, total);
      offsetBy(f, view.along === "row" ? place.row : place.col, i);
      f.set(index);
      const at = view.along === "row" ? { ...place, row: index } : { ...place, col: index };
      deliver(f, epilogue, spec.type, total, 1, at, view.along);
    });
  });
}

/** `size` outputs that lie side by side in the matrix, summed over strided terms. */
function emitMultiples(piece: Piece, name: string, size: number): FuncRef {
  const { spec, view, epilogue } = piece;
  const element = ELEMENTS[spec.type];
  const { bytes, width } = element;
  return emitPiece(piece, `${name}_multiples${size}`, (f, matrix, vector, place) => {
    const starts = Array.from({ length: Math.ceil(size / width) }, (_, i) => i * width);
    const sums = starts.map(() => f.local("v128"));
    const zero = f.constF32x4(0);
    for (const sum of sums) f.get(zero).set(sum);
    const [av, bv] = [f.local("v128"), f.local("v128")];
    const term = (number: number): void => {
      f.get(vector)
        .load(element.splat, number * view.vectorStride * bytes)
        .set(bv);
      sums.forEach((sum, i) => {
        const count = Math.min(width, size - starts[i]!);
        loadElements(f, element, matrix, count, (number * view.termStride + starts[i]!) * bytes);
        f.set(av);
        accumulate(f, element, spec.fma, sum, av, bv);
      });
    };
    repeat(f, spec.k, term, () => {
      f.get(matrix)
        .i32(view.termStride * bytes)
        .op("i32.add")
        .set(matrix);
      f.get(vector)
        .i32(view.vectorStride * bytes)
        .op("i32.add")
        .set(vector);
    });
    const index = f.local("i32");
    sums.forEach((sum, i) => {
      offsetBy(f, view.along === "row" ? place.row : place.col, starts[i]!);
      f.set(index);
      const at = view.along === "row" ? { ...place, row: index } : { ...place, col: index };
      deliver(f, epilogue, spec.type, sum, Math.min(width, size - starts[i]!), at, view.along);
    });
  });
}

/** Heights of pieces, largest first, so that `outputs` need few of them and every range can be made up. */
function pieceSizes(outputs: number, largest: number, width: number): number[] {
  const rest = outputs % largest;
  const sizes = [largest, rest - (rest % width), rest % width, width, 1];
  return [...new Set(sizes)].filter((size) => size > 0 && size <= outputs).sort((a, b) => b - a);
}

/** The road of matrix times vector; undefined when the spec is not one, or nothing in it is contiguous. */
export function emitVector(
  module: ModuleBuilder,
  name: string,
  spec: GemmSpec,
  epilogue: Epilogue,
): RowsEmitter | undefined {
  const view = viewOf(spec);
  if (view === undefined || spec.k === 0 || (spec.outer?.length ?? 0) > 0) return undefined;
  const { bytes, width } = ELEMENTS[spec.type];
  const piece: Piece = { module, spec, view, epilogue };
  const dots = view.termStride === 1;
  // With mul+add eight loads, products and sums do not fit the registers: half the speed.
  const vectors = spec.fma ? 8 : 6;
  const sizes = dots ? pieceSizes(view.outputs, 8, 1) : pieceSizes(view.outputs, vectors * width, width);
  // The number of chains may depend on the whole product only, never on a range: sums must not change with ranges.
  const chains = view.outputs < 4 ? 4 : 1;
  const funcs = new Map(
    sizes.map((size) => [
      size,
      dots ? emitDots(piece, name, size, chains) : emitMultiples(piece, name, size),
    ]),
  );
  // A strided vector is gathered first, so that dot products can read it in order.
  const gather = dots && view.vectorStride !== 1;

  const rows = (f: FunctionBuilder, at: RowsPlace): void => {
    const [matrix, vector] = view.along === "row" ? [at.a, at.b] : [at.b, at.a];
    const position = f.local("i32");
    const end = f.local("i32");
    if (gather) {
      const i = f.local("i32");
      const from = f.local("i32");
      f.get(vector).set(from);
      f.forRange(i, 0, spec.k, 1, () => {
        f.get(at.scratch).get(i).i32(bytes).op("i32.mul").op("i32.add");
        f.get(from).load(`${spec.type}.load`).store(`${spec.type}.store`);
        f.get(from)
          .i32(view.vectorStride * bytes)
          .op("i32.add")
          .set(from);
      });
      f.release(i);
      f.release(from);
    }
    const run = (): void => {
      inPieces(f, position, end, sizes, (size) => {
        f.get(matrix)
          .get(position)
          .i32(view.outStride * bytes)
          .op("i32.mul")
          .op("i32.add");
        f.get(gather ? at.scratch : vector).get(position);
        for (const local of [...at.batch, ...at.pointers]) f.get(local);
        f.call(funcs.get(size)!);
      });
    };
    if (view.along === "row") {
      f.get(at.begin).set(position).get(at.end).set(end);
      run();
    } else {
      // There is one row; it is in the range or not.
      f.get(at.begin).get(at.end).op("i32.lt_s");
      f.if(() => {
        f.i32(0).set(position).i32(view.outputs).set(end);
        run();
      });
    }
    f.release(position);
    f.release(end);
  };
  return { scratchBytes: gather ? Math.ceil((spec.k * bytes) / 16) * 16 : 0, rows };
}
