import type { DataArray } from "../graph/dtype";
import type { Program } from "../graph/program";
import type { StateCell } from "../graph/state";
import type { Schedule } from "../schedule/ir";

/** Runs a program: all of it, or one kernel of its schedule when that was asked for at the compilation. */
export type Runner = (kernel?: number) => void;

/** How an engine will run a program, for printers and profilers. */
export interface Plan {
  readonly schedule: Schedule;
  /** What it takes for intermediates and as scratch memory. */
  readonly arenaBytes: number;
  /** Whether products are fused with sums. */
  readonly fma: boolean;
}

/** A program that was made ready to run, any number of times. */
export interface Executable {
  /**
   * Runs the program.
   *
   * @param inputs - The numbers of the program's inputs, in order.
   * @param states - The cells to read and update, in the order of the program's states.
   * @param by - Calls the program in its own way, once inputs and cells are in place. Default: all of it, once.
   * @returns Fresh arrays with the outputs, in order.
   */
  run(inputs: readonly DataArray[], states: readonly StateCell[], by?: (run: Runner) => void): DataArray[];
  /** Gives back what it holds, at once instead of when it is collected; it must not run again. */
  release?(): void;
  /** Its kernels; `undefined` for the interpreter, which has none. */
  readonly plan?: Plan;
}

/** What runs programs. */
export interface Engine {
  readonly name: "wasm" | "reference";
  /** How it was told to multiply and add; `undefined` where there is no choice. */
  readonly fma?: "auto" | "off";
  /** Whether it fuses products with sums. */
  readonly fused?: boolean;
  /** What was compiled for tensors whose numbers somebody asked for, by what it computes; the last ones. */
  readonly expressions: Map<string, Executable>;
  /** What was compiled for functions and does not belong to one of them alone, likewise. */
  readonly programs: Map<string, Executable>;
  /** Makes a program ready; `apart` lets a {@link Runner} run single kernels. */
  compile(program: Program, apart?: boolean): Executable;
}
