import { DataError } from "@wellfit/data";
import { NonFiniteError } from "@wellfit/layers";
import { inCommandWords } from "./command-words";
import { Interrupted, UsageError, UserError } from "./errors";
import { exitCodes } from "./exit-codes";
import { isSystemError, systemReason } from "./system";

/** What is told of an error. */
export interface Explanation {
  readonly message: string;
  readonly exitCode: number;
  /** Not the person's mistake but ours. */
  readonly isBug: boolean;
}

/** The message and the exit code of whatever was thrown. */
export const explain = (error: unknown): Explanation => {
  const told = (exitCode: number, message = (error as Error).message): Explanation => ({
    message,
    exitCode,
    isBug: exitCode === exitCodes.internal,
  });
  if (error instanceof Interrupted) return told(exitCodes.interrupted);
  if (error instanceof UsageError) return told(exitCodes.usage);
  if (error instanceof UserError) return told(exitCodes.mistake);
  if (error instanceof DataError || error instanceof NonFiniteError) {
    return told(exitCodes.mistake, inCommandWords(error.message));
  }
  if (isSystemError(error)) {
    const where = error.path === undefined ? "" : `${error.path}: `;
    return told(exitCodes.mistake, `${where}${systemReason(error)}`);
  }
  const what = error instanceof Error ? error.message : String(error);
  return told(
    exitCodes.internal,
    `this is a fault of wellfit, not yours: ${what}\n` +
      "Please report it with the command you gave; WELLFIT_DEBUG=1 in the environment shows where it happened.",
  );
};
