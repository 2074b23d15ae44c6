import type { FuncRef, FunctionBuilder, Local, ModuleBuilder } from "../encoder";
import { ELEMENTS, inPieces } from "./element";
import { emitPackA, emitPackB } from "./pack";
import { type Plan, planGemm } from "./plan";
import { emitStrip } from "./strip";
import type { Epilogue, GemmSpec, OuterSum } from "./types";

/** Computes rows `[begin, end)` of one matrix of the batch. */
export interface RowsEmitter {
  readonly scratchBytes: number;
  /** Emits what is done once for every distinct B; absent when there is nothing. */
  readonly prepare?: (f: FunctionBuilder, b: Local, scratch: Local) => void;
  /** Emits the work on a range of rows. */
  readonly rows: (f: FunctionBuilder, at: RowsPlace) => void;
}

/** Operands of {@link RowsEmitter.rows}; `a` and `b` are the addresses of the matrices. */
export interface RowsPlace {
  readonly a: Local;
  readonly b: Local;
  readonly scratch: Local;
  readonly begin: Local;
  readonly end: Local;
  readonly batch: readonly Local[];
  readonly pointers: readonly Local[];
}

/** A strip of one height over one kind of K block, and the packing it wants before. */
interface Strip {
  readonly func: FuncRef;
  readonly pack: FuncRef | undefined;
}

function emitStrips(
  module: ModuleBuilder,
  name: string,
  spec: GemmSpec,
  plan: Plan,
  epilogue: Epilogue,
  { first, last }: { readonly first: boolean; readonly last: boolean },
): Map<number, Strip> {
  const terms = last ? plan.lastTerms : plan.blockTerms;
  const strips = new Map<number, Strip>();
  for (const height of plan.heights) {
    const suffix = `${height}${last ? "" : first ? "_first" : "_partial"}`;
    // Only whole tiles are worth a copy; the few rows that remain read A where it is.
    const packs = plan.packA && height === plan.heights[0];

    strips.set(height, {
      func: emitStrip(module, `${name}_strip${suffix}`, spec, plan, epilogue, {
        height,
        terms,
        first,
        last,
        aRow: packs ? 1 : spec.aRow,
        aCol: packs ? height : spec.aCol,
      }),
      pack: packs ? emitPackA(module, `${name}_packA${suffix}`, spec, height, terms) : undefined,
    });
  }
  return strips;
}

/** The road of all products that are not matrix times vector: strips of tiles over blocks of K. */
export function emitGeneral(
  module: ModuleBuilder,
  name: string,
  spec: GemmSpec,
  epilogue: Epilogue,
): RowsEmitter {
  const plan = planGemm(spec);
  const { bytes } = ELEMENTS[spec.type];
  const { blocks, blockTerms } = plan;
  const strips = (first: boolean, last: boolean): Map<number, Strip> =>
    emitStrips(module, name, spec, plan, epilogue, { first, last });
  const finishing = strips(blocks === 1, true);
  const beginning = blocks > 1 ? strips(true, false) : undefined;
  const partial = blocks > 2 ? strips(false, false) : undefined;
  const packLast = plan.packB ? emitPackB(module, `${name}_packB`, spec, plan, plan.lastTerms) : undefined;
  const packBlock =
    plan.packB && blocks > 1 ? emitPackB(module, `${name}_packB_block`, spec, plan, blockTerms) : undefined;
  /** Sets `to` to where the block of a number begins. */
  const moveTo = (f: FunctionBuilder, to: Local, base: Local, block: Local, of: "a" | "b"): void => {
    const step = of === "a" ? spec.aCol : spec.bRow;
    const across =
      plan.across.length > 0 ? plan.across : [{ size: blocks, a: blockTerms * step, b: blockTerms * step }];
    f.get(base);
    let below = 1;
    for (let i = across.length - 1; i >= 0; i--) {
      const { size, [of]: stride } = across[i] as OuterSum;
      f.get(block);
      if (below > 1) f.i32(below).op("i32.div_u");
      if (i > 0) f.i32(size).op("i32.rem_u");
      f.i32(stride * bytes)
        .op("i32.mul")
        .op("i32.add");
      below *= size;
    }
    f.set(to);
  };
  const packedBlockBytes = blockTerms * plan.paddedColumns * bytes;

  const prepare = (f: FunctionBuilder, b: Local, scratch: Local, columns: readonly Local[] = []): void => {
    /** Packs the columns of one block, from `from` on. */
    const pack = (func: FuncRef): void => {
      moveTo(f, from, b, block, "b");
      f.get(from);
      const [begin, end] = columns;
      if (begin && end) {
        f.get(begin)
          .i32(spec.bCol * bytes)
          .op("i32.mul")
          .op("i32.add");
        f.get(to).get(end).get(begin).op("i32.sub");
      } else f.get(to);
      f.call(func);
    };
    const block = f.local("i32");
    const from = f.local("i32");
    const to = f.local("i32");
    f.get(scratch).set(to).i32(0).set(block);
    if (packBlock !== undefined) {
      f.forRange(block, 0, blocks - 1, 1, () => {
        pack(packBlock);
        f.get(to).i32(packedBlockBytes).op("i32.add").set(to);
      });
    }
    pack(packLast!);
    for (const local of [block, from, to]) f.release(local);
  };

  const rows = (f: FunctionBuilder, at: RowsPlace, columns: readonly Local[] = []): void => {
    const row = f.local("i32");
    const a = f.local("i32");
    const b = f.local("i32");
    const packedA = f.local("i32");
    const sums = f.local("i32");
    const pushB = (): FunctionBuilder => f.get(plan.packB ? at.scratch : at.b);
    if (plan.packA) f.get(at.scratch).i32(plan.packedA).op("i32.add").set(packedA);

    /** Runs the strips of one K block over the rows from `begin` to `end`, A and B at `a` and `b`. */
    const run = (strips: Map<number, Strip>, begin: Local, end: Local): void => {
      f.get(begin).set(row);
      inPieces(f, row, end, plan.heights, (height) => {
        const { func, pack } = strips.get(height)!;
        f.get(a)
          .get(row)
          .i32(spec.aRow * bytes)
          .op("i32.mul")
          .op("i32.add");
        if (pack !== undefined) f.get(packedA).call(pack).get(packedA);
        f.get(b);
        if (blocks > 1) {
          f.get(sums).get(row).get(begin).op("i32.sub");
          f.i32(plan.partialRow * bytes)
            .op("i32.mul")
            .op("i32.add");
        } else {
          f.i32(0);
        }
        f.get(row);
        for (const local of [...columns, ...at.batch, ...at.pointers]) f.get(local);
        f.call(func);
      });
    };

    if (beginning === undefined) {
      f.get(at.a).set(a);
      pushB().set(b);
      run(finishing, at.begin, at.end);
    } else {
      const first = f.local("i32");
      const limit = f.local("i32");
      const block = f.local("i32");
      f.get(at.scratch).i32(plan.partial).op("i32.add").set(sums);
      f.forRange(first, at.begin, at.end, plan.blockRows, () => {
        f.get(first).i32(plan.blockRows).op("i32.add").tee(limit);
        f.get(at.end).get(limit).get(at.end).op("i32.lt_s").op("select").set(limit);
        const goTo = (): void => {
          moveTo(f, a, at.a, block, "a");
          if (plan.packB)
            f.get(at.scratch).get(block).i32(packedBlockBytes).op("i32.mul").op("i32.add").set(b);
          else moveTo(f, b, at.b, block, "b");
        };
        f.i32(0).set(block);
        goTo();
        run(beginning, first, limit);
        f.i32(1).set(block);
        if (partial !== undefined) {
          f.forRange(block, 1, blocks - 1, 1, () => {
            goTo();
            run(partial, first, limit);
          });
        }
        goTo();
        run(finishing, first, limit);
      });
      for (const local of [first, limit, block]) f.release(local);
    }
    for (const local of [row, a, b, packedA, sums]) f.release(local);
  };
  const { scratchBytes } = plan;
  if (!plan.packB) return { scratchBytes, rows };
  if (!plan.grouped) return { scratchBytes, prepare, rows };
  return {
    scratchBytes,
    rows: (f, at) => {
      const columns = [f.local("i32"), f.local("i32")] as const;
      const [from, to] = columns;
      f.forRange(from, 0, spec.n, plan.paddedColumns, () => {
        f.get(from).i32(plan.paddedColumns).op("i32.add").tee(to);
        f.i32(spec.n).get(to).i32(spec.n).op("i32.lt_s").op("select").set(to);
        prepare(f, at.b, at.scratch, columns);
        rows(f, at, columns);
      });
      for (const local of columns) f.release(local);
    },
  };
}
