import { exitCodes } from "./exit-codes";

/** A command did all it was asked to, and what it found is bad: everything is said already. */
export class Verdict extends Error {
  override readonly name: string = "Verdict";
  /** The exit code that says so. */
  readonly exitCode: number = exitCodes.found;
}
