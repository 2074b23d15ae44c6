import type { Buffer, Kernel, LoopNest, Nest, Schedule } from "../../../schedule/ir";
import { type Arena, padded, planArena } from "../../../schedule/memory";
import { type FunctionBuilder, type Local, ModuleBuilder } from "../encoder";
import { type EmitContext, emitContext } from "./context";
import { emitContract, operandOffset } from "./contract";
import { type Call, type ExtensionEmitter, extensionEmitters } from "./extension";
import { buffersOf, emitLoops, outermostLength } from "./loops";
import { emitRowSums, sumsRows } from "./stream";

/** A module whose exported function `run(table)` runs a program once; `0`, `1`, … run one kernel, when wanted. */
export interface EmittedProgram {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly arena: Arena;
  /** The arena with the scratch memory of contractions behind it. */
  readonly arenaBytes: number;
  /** What the table of addresses holds, in order: the arena, then these. */
  readonly table: readonly Buffer[];
}

/** Emits every kernel of a schedule as functions, one that calls them in order, and (`apart`) one for each kernel. */
export function emitProgram(schedule: Schedule, fma: boolean, apart?: boolean): EmittedProgram {
  const module = new ModuleBuilder();
  module.importMemory("engine", "memory");
  const context = emitContext(module, fma);
  const { kernels, arena, arenaBytes, table } = emitKernels(schedule, context);
  const entry = (name: string, its: readonly Call[]): void => {
    const build = (f: FunctionBuilder): void => {
      const base = f.local("i32");
      f.get(f.param(0)).load("i32.load").set(base);
      const roots = new Map(table.map((b) => [b, f.local("i32")]));
      table.forEach((b, i) => {
        f.get(f.param(0))
          .load("i32.load", 4 * (i + 1))
          .set(roots.get(b) as Local);
      });
      for (const call of its) emitCall(f, call, base, roots, arena);
    };
    module.func(name, ["i32"], [], build, { export: true });
  };
  entry("run", kernels.flat());
  if (apart) kernels.forEach((its, k) => void entry(String(k), its));
  return { bytes: module.toBytes(), arena, arenaBytes, table };
}

/** The functions of a schedule's kernels, and the memory that calls of them work in. */
export interface EmittedKernels {
  /** The calls of each kernel. */
  readonly kernels: readonly (readonly Call[])[];
  readonly arena: Arena;
  /** The arena with the scratch memory of calls behind it. */
  readonly arenaBytes: number;
  /** The buffers outside of the arena, each once. */
  readonly table: readonly Buffer[];
}

/** Emits a function for each nest of a schedule; {@link emitCall} calls it. */
export function emitKernels(schedule: Schedule, context: EmitContext): EmittedKernels {
  const arena = planArena(schedule.slots);
  let scratch = 0;
  const table: Buffer[] = [];
  const kernels = schedule.kernels.map((kernel, k) =>
    kernel.nests.flatMap((nest, n) => {
      const call = emitNest(nest, nameOf(kernel, k, n), context);
      if (!call) return [];
      scratch = Math.max(scratch, call.scratchBytes);
      for (const { buffer } of call.pointers) {
        if (buffer.place.kind !== "arena" && !table.includes(buffer)) table.push(buffer);
      }
      return [call];
    }),
  );
  return { kernels, arena, arenaBytes: arena.bytes + padded(scratch), table };
}

function nameOf(kernel: Kernel, k: number, n: number): string {
  return `k${k}${n > 0 ? `.${n}` : ""} ${kernel.name}`;
}

function emitNest(nest: Nest, name: string, context: EmitContext): Call | undefined {
  switch (nest.kind) {
    case "contract": {
      if (nest.dims.includes(0)) return undefined;
      const { func, scratchBytes, pointers, end } = emitContract(name, nest, context);
      return {
        func,
        pointers: [
          { buffer: nest.a.buffer, offset: operandOffset(nest.a) },
          { buffer: nest.b.buffer, offset: operandOffset(nest.b) },
          ...pointers.map((buffer) => ({ buffer, offset: 0 })),
        ],
        scratchBytes,
        takesScratch: true,
        end,
      };
    }
    case "loops":
      return nest.dims.includes(0) ? undefined : emitLoopNest(nest, name, context);
    case "extension":
      return (extensionEmitters.get(nest.op) as ExtensionEmitter)(nest, name, context);
  }
}

function emitLoopNest(nest: LoopNest, name: string, context: EmitContext): Call {
  const buffers = buffersOf(nest);
  const streams = sumsRows(nest);
  const count = buffers.length + (streams ? 3 : 2);
  const func = context.module.func(name, new Array<"i32">(count).fill("i32"), [], (f) => {
    const pointers = new Map(buffers.map((b, i) => [b, f.param(i)]));
    const range = { begin: f.param(count - 2), end: f.param(count - 1) };
    if (streams) emitRowSums(f, nest, pointers, context, range, f.param(buffers.length));
    else emitLoops(f, nest, pointers, context, range);
  });
  return {
    func,
    pointers: buffers.map((buffer) => ({ buffer, offset: 0 })),
    scratchBytes: streams ? 4 * (nest.dims[0] as number) : 0,
    takesScratch: streams,
    end: outermostLength(nest),
  };
}

/**
 * Calls a kernel for all that it covers.
 *
 * @param base - The address of the arena.
 * @param roots - The addresses of the buffers outside of it.
 */
export function emitCall(
  f: FunctionBuilder,
  call: Call,
  base: Local,
  roots: ReadonlyMap<Buffer, Local>,
  arena: Arena,
): void {
  for (const { buffer, offset } of call.pointers) {
    const { place } = buffer;
    const inArena = place.kind === "arena" ? (arena.offsets[place.slot] as number) : 0;
    f.get(place.kind === "arena" ? base : (roots.get(buffer) as Local));
    if (inArena + offset > 0) f.i32(inArena + offset).op("i32.add");
  }
  if (call.takesScratch) f.get(base).i32(arena.bytes).op("i32.add");
  f.i32(0).i32(call.end).call(call.func);
}
