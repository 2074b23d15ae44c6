/**
 * Throws unless `options` is an object of known names, because a misspelt one would silently do nothing.
 *
 * @throws TypeError that names the option and those there are.
 */
export function checkOptions(where: string, options: unknown, known: readonly string[]): void {
  if (typeof options !== "object" || options === null || Array.isArray(options)) {
    throw new TypeError(
      `${where}: received ${String(options)} as options, expected an object with some of ${known.join(", ")}`,
    );
  }
  for (const name of Object.keys(options)) {
    if (known.includes(name)) continue;
    throw new TypeError(
      `${where}: received the unknown option ${JSON.stringify(name)}, expected some of ${known.join(", ")}`,
    );
  }
}

/**
 * The number, if it is whole and at least `min`.
 *
 * @throws RangeError with what was expected.
 */
export function wholeNumber(where: string, name: string, value: unknown, min: number): number {
  if (typeof value === "number" && Number.isSafeInteger(value) && value >= min) return value;
  throw new RangeError(
    `${where}: received ${name} ${String(value)}, expected a whole number of at least ${min}`,
  );
}

/** Throws unless the value is a function or was not given. */
export function checkFunction(where: string, name: string, value: unknown): void {
  if (value === undefined || typeof value === "function") return;
  throw new TypeError(`${where}: received ${name} ${String(value)}, expected a function`);
}

/** Throws unless the value is an AbortSignal or was not given. */
export function checkSignal(where: string, value: unknown): void {
  if (value === undefined || (value as AbortSignal | null)?.aborted !== undefined) return;
  throw new TypeError(
    `${where}: received signal ${String(value)}, expected an AbortSignal such as new AbortController().signal`,
  );
}
