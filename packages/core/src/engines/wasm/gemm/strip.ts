import type { FuncRef, FunctionBuilder, Local, ModuleBuilder } from "../encoder";
import { accumulate, deliver, ELEMENTS, inPieces, loadElements, offsetBy } from "./element";
import type { Plan } from "./plan";
import type { Epilogue, GemmSpec } from "./types";

/** Up to here the loop over K is written out, twice as far with fused products: others fill the registers. */
const UNROLLED_TERMS = 4;

/** Which strip is meant. */
export interface StripShape {
  /** Rows of C. */
  readonly height: number;
  /** Terms of the sums. */
  readonly terms: number;
  /** Whether the sums are begun here; otherwise those of earlier blocks are added. */
  readonly first: boolean;
  /** Whether the sums are finished here and go to the epilogue, else to the partial sums. */
  readonly last: boolean;
  /** Strides of A as this strip finds it, in elements. */
  readonly aRow: number;
  /** See {@link aRow}. */
  readonly aCol: number;
}

/** One vector of a tile: where it begins and how many of its columns exist. */
interface Column {
  readonly at: number;
  readonly count: number;
}

/**
 * Emits a function that computes `height` rows of C over one block of K, all columns:
 * `(a, b, partial, row, ...batch, ...pointers) -> ()`, or where columns are grouped the columns from `begin` to `end`:
 * `(a, b, partial, row, begin, end, ...batch, ...pointers) -> ()`. Sums of a tile stay in registers while K runs; partial sums of
 * earlier blocks are added at the end. A function does no more than that, because code that is already running is
 * not replaced by its optimised version.
 */
export function emitStrip(
  module: ModuleBuilder,
  name: string,
  spec: GemmSpec,
  plan: Plan,
  epilogue: Epilogue,
  shape: StripShape,
): FuncRef {
  const element = ELEMENTS[spec.type];
  const { bytes, width } = element;
  const { height, terms, first, last } = shape;
  const { tileColumns, packB, grouped } = plan;
  const bTermBytes = (packB ? tileColumns : spec.bRow) * bytes;
  const aTermBytes = shape.aCol * bytes;
  const tileBytes = packB ? terms * tileColumns * bytes : tileColumns * bytes;
  /** Terms of the innermost loop; several loops are cut into equal blocks. */
  const inner = plan.inside.reduce((n, { size }) => n / size, terms);
  /** How far one step of a loop around it goes in packed panels, in bytes. */
  const packedStep = (level: number): number =>
    plan.inside.slice(level + 1).reduce((n, { size }) => n * size, inner) * tileColumns * bytes;
  const own = grouped ? 6 : 4;
  const parameters = own + spec.batch.length + epilogue.pointers;

  const build = (f: FunctionBuilder): void => {
    const [a, b, partial, row] = [f.param(0), f.param(1), f.param(2), f.param(3)];
    const batch = spec.batch.map((_, i) => f.param(own + i));
    const pointers = Array.from({ length: epilogue.pointers }, (_, i) => f.param(own + batch.length + i));
    if (last) epilogue.begin?.(f, pointers);
    const col = f.local("i32");
    const panel = f.local("i32");

    const tile = (columns: readonly Column[]): void => {
      const sums = Array.from({ length: height }, () => columns.map(() => f.local("v128")));
      const zero = f.constF32x4(0);
      for (const sum of sums.flat()) f.get(zero).set(sum);
      addProducts(f, columns, sums);
      if (!first || !last) addPartial(f, columns, sums);
      if (last) finish(f, columns, sums);
      for (const sum of sums.flat()) f.release(sum);
    };

    const addProducts = (f: FunctionBuilder, columns: readonly Column[], sums: Local[][]): void => {
      if (terms === 0) return;
      const pa = f.local("i32");
      const pb = f.local("i32");
      const av = f.local("v128");
      const bv = columns.map(() => f.local("v128"));
      const term = (number: number): void => {
        columns.forEach(({ at, count }, j) => {
          // Packed panels are padded with zeros, so whole vectors can be read.
          loadElements(f, element, pb, packB ? width : count, number * bTermBytes + at * bytes);
          f.set(bv[j]!);
        });
        sums.forEach((line, i) => {
          f.get(pa)
            .load(element.splat, i * shape.aRow * bytes + number * aTermBytes)
            .set(av);
          line.forEach((sum, j) => {
            accumulate(f, element, spec.fma, sum, av, bv[j]!);
          });
        });
      };
      f.get(a).set(pa).get(panel).set(pb);
      const move = (pointer: Local, bytesOn: number): void => {
        if (bytesOn !== 0) f.get(pointer).i32(bytesOn).op("i32.add").set(pointer);
      };
      const repeat = (times: number, body: () => void): void => {
        const left = f.local("i32");
        f.i32(times).set(left);
        f.loop((again) => {
          body();
          f.get(left).i32(1).op("i32.sub").tee(left).brIf(again);
        });
        f.release(left);
      };
      const unrolled = inner <= (spec.fma ? 2 : 1) * UNROLLED_TERMS;
      /** One loop of terms around the others; afterwards both pointers stand where they stood, but for `walked`. */
      const loops = (level: number): void => {
        const around = plan.inside[level];
        if (around === undefined) {
          if (unrolled) for (let number = 0; number < inner; number++) term(number);
          else if (bTermBytes === 0) {
            repeat(inner, () => {
              term(0);
              move(pa, aTermBytes);
            });
          } else {
            // The end of B tells when to stop, so that there is nothing to count.
            const end = f.local("i32");
            f.get(pb)
              .i32(inner * bTermBytes)
              .op("i32.add")
              .set(end);
            const ways = plan.termsATurn.find((count) => inner % count === 0) as number;
            f.loop((again) => {
              for (let number = 0; number < ways; number++) term(number);
              move(pa, ways * aTermBytes);
              move(pb, ways * bTermBytes);
              f.get(pb).get(end).op("i32.ne").brIf(again);
            });
            f.release(end);
          }
          return;
        }
        const next = plan.inside[level + 1];
        repeat(around.size, () => {
          loops(level + 1);
          const [walkedA, walkedB] = next
            ? [next.size * next.a * bytes, next.size * (packB ? packedStep(level + 1) : next.b * bytes)]
            : unrolled
              ? [0, 0]
              : [inner * aTermBytes, inner * bTermBytes];
          move(pa, around.a * bytes - walkedA);
          move(pb, (packB ? packedStep(level) : around.b * bytes) - walkedB);
        });
      };
      loops(0);
      for (const local of [pa, pb, av, ...bv]) f.release(local);
    };

    const addPartial = (f: FunctionBuilder, columns: readonly Column[], sums: Local[][]): void => {
      const address = f.local("i32");
      f.get(partial).get(col).i32(bytes).op("i32.mul").op("i32.add").set(address);
      sums.forEach((line, i) => {
        line.forEach((sum, j) => {
          const offset = (i * plan.partialRow + columns[j]!.at) * bytes;
          if (!last) f.get(address);
          if (first) f.get(sum);
          else f.get(address).load("v128.load", offset).get(sum).op(element.add);
          if (last) f.set(sum);
          else f.store("v128.store", offset);
        });
      });
      f.release(address);
    };

    const finish = (f: FunctionBuilder, columns: readonly Column[], sums: Local[][]): void => {
      const rowAt = f.local("i32");
      const colAt = columns.map(({ at }) => {
        if (at === 0) return col;
        const local = f.local("i32");
        offsetBy(f, col, at);
        f.set(local);
        return local;
      });
      sums.forEach((line, i) => {
        offsetBy(f, row, i);
        f.set(rowAt);
        line.forEach((sum, j) => {
          const place = { batch, row: rowAt, col: colAt[j]!, pointers };
          deliver(f, epilogue, spec.type, sum, columns[j]!.count, place);
        });
      });
      f.release(rowAt);
      for (const local of colAt) if (local !== col) f.release(local);
    };

    const rest = spec.n % tileColumns;
    const several = (): void => {
      tile([
        { at: 0, count: width },
        { at: width, count: width },
      ]);
      f.get(panel).i32(tileBytes).op("i32.add").set(panel);
    };
    const few = (): void => {
      const columns = [{ at: 0, count: Math.min(rest, width) }];
      if (rest > width) columns.push({ at: width, count: rest - width });
      tile(columns);
    };
    f.get(b).set(panel).i32(0).set(col);
    if (grouped) {
      // Unfinished sums lie as if the group began at column 0.
      f.get(partial).get(f.param(4)).i32(bytes).op("i32.mul").op("i32.sub").set(partial);
      f.get(f.param(4)).set(col);
      inPieces(f, col, f.param(5), rest > 0 ? [tileColumns, rest] : [tileColumns], (size) =>
        size === rest ? few() : several(),
      );
    } else {
      f.forRange(col, 0, spec.n - rest, tileColumns, several);
      if (rest > 0) few();
    }
  };
  return module.func(name, new Array(parameters).fill("i32"), [], build);
}
