import { subexpressions } from "../../../schedule/expressions";
import type { Buffer, ContractNest, Operand } from "../../../schedule/ir";
import type { FuncRef, Local } from "../encoder";
import { emitGemm } from "../gemm";
import type { EmitContext } from "./context";
import { scalarLanes, vectorLanes } from "./lane-modes";
import { bytesOf } from "./lanes";
import { Values } from "./values";

/** A contraction as a function of the module, and what to call it with. */
export interface EmittedContract {
  readonly func: FuncRef;
  /** Bytes of scratch memory. */
  readonly scratchBytes: number;
  /** Buffers whose addresses follow those of the operands. */
  readonly pointers: readonly Buffer[];
  /** The end of the range that covers everything. */
  readonly end: number;
}

/** Emits a contraction whose finished sums go through the nest's stores while they are still in registers. */
export function emitContract(name: string, nest: ContractNest, context: EmitContext): EmittedContract {
  const rank = nest.dims.length;
  const batch = nest.dims.slice(0, -2);
  const [m, n] = nest.dims.slice(-2) as [number, number];
  const roots = nest.stores.map((s) => s.value);
  const parts = subexpressions(roots);
  const pointers = new Set<Buffer>();
  for (const e of parts) if (e.kind === "load") pointers.add(e.buffer);
  for (const s of nest.stores) pointers.add(s.buffer);
  const buffers = [...pointers];
  const wide = nest.dtype === "float64" || parts.some((e) => e.dtype === "float64");
  const type = nest.dtype === "float64" ? "f64" : "f32";
  const position = nest.dims.map((_, i) => i);
  const inner = rank + nest.reduce.length - 1;
  const term = (o: Operand, loop: number): number => o.terms[loop] as number;
  const gemm = emitGemm(
    context.module,
    name,
    {
      type,
      batch,
      aBatch: nest.a.terms.slice(0, rank - 2),
      bBatch: nest.b.terms.slice(0, rank - 2),
      m,
      n,
      k: nest.reduce[nest.reduce.length - 1] as number,
      aRow: term(nest.a, rank - 2),
      aCol: term(nest.a, inner),
      bRow: term(nest.b, inner),
      bCol: term(nest.b, rank - 1),
      outer: nest.reduce.slice(0, -1).map((size, i) => ({
        size,
        a: term(nest.a, rank + i),
        b: term(nest.b, rank + i),
      })),
      fma: context.fma,
    },
    {
      pointers: buffers.length,
      emit: (f, tile) => {
        const loops = [...tile.batch, tile.row, tile.col].map((local) => ({ local }));
        const addresses = new Map(buffers.map((b, i): [Buffer, Local] => [b, tile.pointers[i] as Local]));
        const one = wide && tile.lanes === 1;
        const lanes = one ? scalarLanes : vectorLanes;
        const s = {
          f,
          context,
          lanes,
          pointers: addresses,
          loops,
          vector: one ? -1 : rank - 1,
          single: tile.lanes === 1,
          results: [tile.acc],
        };
        const values = new Values(roots, nest.stores, position);
        values.enter(s, 0, true);
        values.store(s);
        values.release(f);
      },
    },
  );
  return {
    func: gemm.func,
    scratchBytes: gemm.scratchBytes,
    pointers: buffers,
    end: batch.length > 0 ? product(batch) : m,
  };
}

function product(dims: readonly number[]): number {
  return dims.reduce((a, b) => a * b, 1);
}

/** Where an operand starts, in bytes from its buffer. */
export function operandOffset(operand: Operand): number {
  return operand.offset * bytesOf(operand.buffer.dtype);
}
