/** Something the person at the keyboard can mend: says what was received, what was expected, and how. */
export class UserError extends Error {
  override readonly name: string = "UserError";
}

/** A command line that makes no sense. */
export class UsageError extends Error {
  override readonly name: string = "UsageError";
}

/** Ctrl-C, or a signal like it. */
export class Interrupted extends Error {
  override readonly name: string = "Interrupted";

  constructor(message = "interrupted; nothing was saved") {
    super(message);
  }
}
