import type { DataArray } from "../graph/dtype";
import type { Program } from "../graph/program";
import type { StateCell } from "../graph/state";

/** A program that was made ready to run, any number of times. */
export interface Executable {
  /**
   * Runs the program.
   *
   * @param inputs - The numbers of the program's inputs, in order.
   * @param states - The cells to read and update, in the order of the program's states.
   * @returns Fresh arrays with the outputs, in order.
   */
  run(inputs: readonly DataArray[], states: readonly StateCell[]): DataArray[];
  /** The kernels as text, for people. */
  describe(): string;
}

/** What runs programs. */
export interface Engine {
  readonly name: "wasm" | "reference";
  compile(program: Program): Executable;
}
