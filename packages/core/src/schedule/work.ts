import type { Affine } from "./affine";
import { costOf } from "./cost";
import { subexpressions } from "./expressions";
import type { Buffer, ContractNest, Expr, Kernel, LoopNest, Nest } from "./ir";

/** What a kernel has to do, however well it does it. */
export interface Work {
  /**
   * Floating-point operations: two for each product that is summed, and for everything else what one element costs in
   * simple vector instructions, as the schedule reckons with it.
   */
  readonly flops: number;
  /** What is read and what is written, each place once. */
  readonly bytes: number;
  /** Whether any of it is float64. */
  readonly wide: boolean;
}

/** The work of the nests of a kernel. */
export function workOf(kernel: Kernel): Work {
  const touched = new Touched();
  const flops = kernel.nests.reduce((sum, nest) => sum + workOfNest(nest, touched), 0);
  return { flops, bytes: touched.bytes(), wide: touched.wide() };
}

/** How many elements of each buffer are read, and how many are written. */
class Touched {
  private readonly reads = new Map<Buffer, number>();
  private readonly writes = new Map<Buffer, number>();

  read(buffer: Buffer, elements: number = buffer.size): void {
    note(this.reads, buffer, elements);
  }
  write(buffer: Buffer, elements: number = buffer.size): void {
    note(this.writes, buffer, elements);
  }
  bytes(): number {
    let sum = 0;
    for (const map of [this.reads, this.writes]) {
      for (const [{ dtype }, elements] of map) sum += elements * (dtype === "float64" ? 8 : 4);
    }
    return sum;
  }
  wide(): boolean {
    return [...this.reads.keys(), ...this.writes.keys()].some((b) => b.dtype === "float64");
  }
}

function note(map: Map<Buffer, number>, buffer: Buffer, elements: number): void {
  map.set(buffer, Math.min(buffer.size, Math.max(elements, map.get(buffer) ?? 0)));
}

function workOfNest(nest: Nest, touched: Touched): number {
  switch (nest.kind) {
    case "extension": {
      for (const buffer of nest.reads) touched.read(buffer);
      for (const buffer of nest.writes) touched.write(buffer);
      if (nest.turns) {
        const { schedule, count } = nest.turns();
        return schedule.kernels.reduce((sum, kernel) => sum + count * workOf(kernel).flops, 0);
      }
      return Math.max(...[...nest.reads, ...nest.writes].map((b) => b.size)) * costOf(nest.op);
    }
    case "contract":
      return workOfContraction(nest, touched);
    case "loops":
      return workOfLoops(nest, touched);
  }
}

function workOfContraction(nest: ContractNest, touched: Touched): number {
  const extents = [...nest.dims, ...nest.reduce];
  for (const { buffer, terms } of [nest.a, nest.b])
    touched.read(buffer, places({ offset: 0, terms }, extents));
  const points = product(nest.dims);
  return 2 * product(extents) + points * workOfStores(nest, nest.dims, touched);
}

function workOfLoops(nest: LoopNest, touched: Touched): number {
  const extents = [...nest.dims, ...nest.reduce];
  const inside = workOfExpressions(
    nest.reducers.map((r) => r.value),
    extents,
    touched,
  );
  return (
    product(extents) * (inside + nest.reducers.length) +
    product(nest.dims) * workOfStores(nest, nest.dims, touched)
  );
}

/** For one point. */
function workOfStores(nest: LoopNest | ContractNest, dims: readonly number[], touched: Touched): number {
  const roots = nest.stores.flatMap((s) => (s.index ? [s.value, s.index.value] : [s.value]));
  const operations = workOfExpressions(roots, dims, touched);
  for (const { buffer, at, index, add } of nest.stores) {
    const elements = index ? product(dims) : places(at, dims);
    touched.write(buffer, elements);
    if (add) touched.read(buffer, elements);
  }
  return operations + nest.stores.filter((s) => s.add).length;
}

/** For one point. */
function workOfExpressions(roots: readonly Expr[], extents: readonly number[], touched: Touched): number {
  let operations = 0;
  for (const e of subexpressions(roots)) {
    if (e.kind === "op") operations += costOf(e.op);
    // What memory chooses may be anywhere.
    if (e.kind === "load") touched.read(e.buffer, e.index ? product(extents) : places(e.at, extents));
  }
  return operations;
}

/** At how many places loops of these lengths are, at most. */
function places({ terms }: Affine, extents: readonly number[]): number {
  return extents.reduce((n, length, loop) => ((terms[loop] ?? 0) === 0 ? n : n * length), 1);
}

function product(extents: readonly number[]): number {
  return extents.reduce((a, b) => a * b, 1);
}
