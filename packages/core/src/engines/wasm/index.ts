import type { DataArray } from "../../graph/dtype";
import type { Program } from "../../graph/program";
import type { StateCell } from "../../graph/state";
import { schedule } from "../../schedule/index";
import type { Buffer } from "../../schedule/ir";
import { padded } from "../../schedule/memory";
import type { Engine, Executable, Plan, Runner } from "../engine";
import { HOST_FUNCTIONS } from "./emit/context";
import { bytesOf } from "./emit/lanes";
import { type EmittedProgram, emitProgram } from "./emit/program";
import { EngineMemory } from "./memory";
import { probe } from "./probe";

/** Options of {@link wasmEngine}. */
export interface WasmOptions {
  /** Whether fused multiply-add is used where the machine has it. */
  readonly fma: "auto" | "off";
}

/** All WebAssembly engines share one memory, so that changing options does not move variables. */
let shared: EngineMemory | undefined;

/** What {@link engineMemory} tells. */
export interface MemoryUse {
  /** How large the memory of the WebAssembly engine is. It grows when need be and never shrinks. */
  readonly bytes: number;
  /** How much of it is taken: by variables, by programs that are ready to run, and by their intermediates. */
  readonly used: number;
}

/**
 * The size of the WebAssembly engine's memory; zeros before anything was computed. Numbers that were read into
 * JavaScript are not in it. What is dropped is freed some time after the garbage collector noticed, when the event loop
 * turns.
 *
 * @example
 * const { bytes, used } = engineMemory();
 */
export function engineMemory(): MemoryUse {
  return { bytes: shared?.memory.buffer.byteLength ?? 0, used: shared?.used() ?? 0 };
}

/**
 * The engine that writes WebAssembly kernels for each program.
 *
 * @throws Error when WebAssembly with SIMD cannot be compiled here.
 */
export function wasmEngine(options: WasmOptions): Engine {
  const { simd, relaxedSimd, compile } = probe();
  if (!compile) throw new Error("compiling WebAssembly is not allowed");
  if (!simd) throw new Error("this WebAssembly has no SIMD; Node >= 20 and browsers from 2023 on have it");
  const memory = (shared ??= new EngineMemory());
  const fma = options.fma === "auto" && relaxedSimd;
  return {
    name: "wasm",
    fma: options.fma,
    fused: fma,
    expressions: new Map(),
    programs: new Map(),
    compile: (program, apart) => new WasmExecutable(program, memory, fma, apart),
  };
}

class WasmExecutable implements Executable {
  readonly plan: Plan;
  readonly #emitted: EmittedProgram;
  readonly #runs: Readonly<Record<string, (table: number) => void>>;
  /** The table of addresses, then inputs and constants. */
  readonly #block: number;
  readonly #inputs: readonly (number | undefined)[];
  /** What the table of addresses holds; filled in before each run. */
  readonly #where: Int32Array;
  /** Which of them are those of cells. */
  readonly #cells: readonly { readonly slot: number; readonly state: number }[];
  readonly #updated: readonly number[];

  readonly #program: Program;
  readonly #memory: EngineMemory;

  constructor(program: Program, memory: EngineMemory, fma: boolean, apart?: boolean) {
    this.#program = program;
    this.#memory = memory;
    const plan = schedule(program);
    this.#emitted = emitProgram(plan, fma, apart);
    this.plan = { schedule: plan, arenaBytes: this.#emitted.arenaBytes, fma };
    const module = new WebAssembly.Module(this.#emitted.bytes);
    const instance = new WebAssembly.Instance(module, {
      engine: { memory: memory.memory },
      math: HOST_FUNCTIONS as unknown as WebAssembly.ModuleImports,
    });
    this.#runs = instance.exports as Readonly<Record<string, (table: number) => void>>;
    this.#updated = program.updates.map((u) => u.state);
    const { table } = this.#emitted;
    const own = table.filter((b) => b.place.kind !== "state");
    const tableBytes = padded(4 * (table.length + 1));
    const bytes = (b: Buffer): number => padded(b.size * bytesOf(b.dtype));
    this.#block = memory.allocate(
      own.reduce((sum, b) => sum + bytes(b), tableBytes),
      this,
    );
    const addresses = new Map<Buffer, number>();
    let at = this.#block + tableBytes;
    for (const b of own) {
      addresses.set(b, at);
      if (b.place.kind === "constant") memory.write(at, b.place.data, b.dtype);
      at += bytes(b);
    }
    this.#where = Int32Array.from([0, ...table.map((b) => addresses.get(b) ?? 0)]);
    this.#cells = table.flatMap(({ place }, i) =>
      place.kind === "state" ? [{ slot: i + 1, state: place.index }] : [],
    );
    this.#inputs = program.inputs.map((_, index) => {
      const buffer = table.find((b) => b.place.kind === "input" && b.place.index === index);
      return buffer && addresses.get(buffer);
    });
  }

  run(inputs: readonly DataArray[], states: readonly StateCell[], by?: (run: Runner) => void): DataArray[] {
    const memory = this.#memory;
    const emitted = this.#emitted;
    const arena = memory.arenaOf(emitted.arenaBytes);
    const where = this.#where;
    for (const { slot, state } of this.#cells) where[slot] = memory.addressOf(states[state] as StateCell);
    for (const state of this.#updated) states[state]?.willChange();
    where[0] = arena;
    // All memory is there now. The addresses stand in the engine's memory as they were left, or are written again.
    memory.writeInts(this.#block, where);
    inputs.forEach((data, i) => {
      const at = this.#inputs[i];
      if (at !== undefined) memory.write(at, data, this.#program.inputs[i]!.dtype);
    });
    const call: Runner = (kernel) => this.#runs[kernel ?? "run"]?.(this.#block);
    if (by) by(call);
    else call();
    return this.plan.schedule.outputs.map((buffer) => {
      const slot = buffer.place.kind === "arena" ? buffer.place.slot : 0;
      return memory.read(arena + (emitted.arena.offsets[slot] as number), buffer.size, buffer.dtype);
    });
  }

  release(): void {
    this.#memory.release(this);
  }
}
