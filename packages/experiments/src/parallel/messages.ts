import type { EngineInUse } from "@wellfit/core";

/** One run, as a thread is told of it. */
export interface RunRequest {
  /** The address of the module. */
  readonly module: string;
  /** The name of its export. */
  readonly name: string;
  /** What the export gets, but for its last argument. */
  readonly args: readonly unknown[];
  /** What its last argument holds besides the signal. */
  readonly context: object;
}

/** An error as it travels: what `postMessage` would leave of an object of a class of somebody's own is too little. */
export interface SentError {
  readonly name: string;
  readonly message: string;
  readonly stack: string | undefined;
}

/** What a run gave. */
export interface RunDone {
  readonly value: unknown;
  /** The engine that was in use when it ended, where it ran. */
  readonly engine: EngineInUse;
}

/** What a thread answers. */
export type RunAnswer = RunDone | { readonly error: SentError };

/** Makes an error fit for travelling. */
export function sendError(error: unknown): SentError {
  if (error instanceof Error) return { name: error.name, message: error.message, stack: error.stack };
  return { name: "Error", message: String(error), stack: undefined };
}

/** Makes the error again; its class is Error, its name what it was. */
export function receiveError({ name, message, stack }: SentError): Error {
  const error = new Error(message);
  error.name = name;
  if (stack !== undefined) error.stack = stack;
  return error;
}
