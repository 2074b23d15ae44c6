/** What the command's exit codes mean. `wellfit --help` shows them. */
export const exitCodes = {
  /** Everything was done. */
  ok: 0,
  /** The data, a file or the machine stands in the way; the message says how to mend it. */
  mistake: 1,
  /** The command line itself is wrong. */
  usage: 2,
  /** All was done, and what was found is bad: `wellfit audit` found an error. */
  found: 3,
  /** A fault of this program. */
  internal: 70,
  /** Ctrl-C. */
  interrupted: 130,
} as const;
