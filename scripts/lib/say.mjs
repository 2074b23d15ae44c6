// One line a step: live in a terminal, plain in a log.

const live = process.stdout.isTTY === true && process.env.CI === undefined;
const coloured =
  process.env.NO_COLOR === undefined &&
  (process.stdout.isTTY === true || process.env.FORCE_COLOR !== undefined);

/**
 * @param {number} code an SGR code
 * @returns {(text: string) => string}
 */
const paint = (code) => (text) => (coloured ? `\u001b[${code}m${text}\u001b[0m` : text);

export const green = paint(32);
export const red = paint(31);
export const grey = paint(90);
export const bold = paint(1);

/**
 * A duration as people read it: `0.8 s`, `2 min 5 s`.
 * @param {number} ms
 * @returns {string}
 */
export function duration(ms) {
  if (ms < 60_000) return `${(ms / 1000).toFixed(1)} s`;
  const seconds = Math.round(ms / 1000);
  return `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
}

/** A step that failed: what it was, what it printed and what may help. Its message is fit to be shown as it is. */
export class StepError extends Error {
  /**
   * @param {string} message
   * @param {{ code?: number, output?: string, help?: string }} [details]
   */
  constructor(message, { code = 1, output = "", help = "" } = {}) {
    super(message);
    this.name = "StepError";
    this.code = code;
    this.output = output;
    this.help = help;
  }
}

/**
 * Does one thing and says so in one line with the time that it took.
 * @template T
 * @param {string} doing shown in a terminal while it runs, e.g. "Building"
 * @param {string} done shown at the end, e.g. "Built"
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function step(doing, done, work) {
  const begin = performance.now();
  if (live) process.stdout.write(`  ${grey("…")} ${doing}`);
  try {
    const result = await work();
    end(`  ${green("✓")} ${done} ${grey(duration(performance.now() - begin))}`);
    return result;
  } catch (error) {
    end(`  ${red("✗")} ${doing} ${grey(duration(performance.now() - begin))}`);
    throw error;
  }
}

/** @param {string} line */
function end(line) {
  process.stdout.write(live ? `\r\u001b[2K${line}\n` : `${line}\n`);
}

/**
 * Shows a failure to a person: the message, the end of what the tool printed, what may help.
 * @param {unknown} error
 * @returns {number} the exit code to leave with
 */
export function explain(error) {
  if (!(error instanceof StepError)) {
    console.error(error);
    return 1;
  }
  const lines = error.output.trimEnd().split("\n");
  const shown = lines.slice(-60).join("\n");
  if (shown !== "") console.error(lines.length > 60 ? `[…]\n${shown}` : shown);
  console.error(`\n${red(error.message)}`);
  if (error.help !== "") console.error(error.help);
  return error.code;
}
