import { didYouMean } from "./names";

/**
 * The given options with defaults for those that are missing, `undefined` or `null`; 0, false and "" stay.
 *
 * @throws TypeError naming an option that does not exist, because a misspelt one would silently do nothing.
 */
export function readOptions<D extends object>(
  where: string,
  given: object | undefined | null,
  defaults: D,
): D {
  const out = { ...defaults } as Record<string, unknown>;
  if (given === undefined || given === null) return out as D;
  if (typeof given !== "object" || Array.isArray(given) || !isPlain(given)) {
    throw new TypeError(
      `${where}: received ${show(given)} as options, expected an object ${exampleOf(given, defaults)}`,
    );
  }
  for (const [key, value] of Object.entries(given)) {
    if (!(key in defaults)) {
      const names = Object.keys(defaults);
      throw new TypeError(
        `${where}: received the unknown option ${JSON.stringify(key)}${didYouMean(key, names)}; expected ` +
          (names.length === 0 ? "none" : `one of ${names.join(", ")}`),
      );
    }
    if (value !== undefined && value !== null) out[key] = value;
  }
  return out as D;
}

/** Whether an object has no class of its own. */
function isPlain(value: object): boolean {
  const prototype = Object.getPrototypeOf(value);
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}

/** What somebody meant who gave a number in place of an object: the first option that is one. */
function exampleOf(given: unknown, defaults: object): string {
  const names = Object.keys(defaults);
  const first = Object.entries(defaults).find(([, value]) => typeof value === "number");
  if (typeof given === "number" && first !== undefined) return `such as { ${first[0]}: ${given} }`;
  return names.length === 0 ? "such as {}" : `with options among ${names.join(", ")}`;
}

/** A value as error messages show it: strings in quotes, arrays and objects by their kind. */
export function show(value: unknown): string {
  if (typeof value === "string") return JSON.stringify(value);
  if (typeof value === "function") return value.name === "" ? "a function" : `the function ${value.name}`;
  if (Array.isArray(value))
    return value.length <= 8 ? `[${value.map(show).join(", ")}]` : `an array of ${value.length}`;
  if (typeof value === "object" && value !== null) {
    const name = (value as object).constructor?.name;
    return name === undefined || name === "Object"
      ? `an object {${Object.keys(value).join(", ")}}`
      : `${/^[AEIOU]/.test(name) ? "an" : "a"} ${name}`;
  }
  return String(value);
}

/** Bounds of {@link checkNumber}. */
export interface Bounds {
  readonly min?: number;
  readonly max?: number;
  /** The lower bound itself does not count. */
  readonly above?: number;
  /** The upper bound itself does not count. */
  readonly below?: number;
  readonly integer?: boolean;
}

/** Returns the number if it is one within the bounds and throws with what was expected if not. */
export function checkNumber(where: string, name: string, value: unknown, bounds: Bounds = {}): number {
  const { min, max, above, below, integer = false } = bounds;
  const good =
    typeof value === "number" &&
    Number.isFinite(value) &&
    (!integer || Number.isInteger(value)) &&
    (min === undefined || value >= min) &&
    (max === undefined || value <= max) &&
    (above === undefined || value > above) &&
    (below === undefined || value < below);
  if (good) return value;
  const limits = [
    min === undefined ? "" : `at least ${min}`,
    above === undefined ? "" : `above ${above}`,
    max === undefined ? "" : `at most ${max}`,
    below === undefined ? "" : `below ${below}`,
  ].filter((limit) => limit !== "");
  const kind = integer ? "a whole number" : "a number";
  throw new RangeError(
    `${where}: received ${name} ${show(value)}, expected ${kind}${limits.length === 0 ? "" : ` ${limits.join(" and ")}`}`,
  );
}

/**
 * Returns the truth value if it is one and throws if not: "false" and 0 would be taken for what they are not.
 */
export function checkBoolean(where: string, name: string, value: unknown): boolean {
  if (typeof value === "boolean") return value;
  throw new TypeError(`${where}: received ${name} ${show(value)}, expected true or false`);
}

/** Returns the value if it is one of the choices and throws with all of them if not. */
export function checkChoice<C extends string>(
  where: string,
  name: string,
  value: unknown,
  choices: readonly C[],
): C {
  if (choices.includes(value as C)) return value as C;
  const hint = typeof value === "string" ? didYouMean(value, choices) : "";
  throw new RangeError(
    `${where}: received ${name} ${show(value)}${hint}, expected ${choices.map((c) => JSON.stringify(c)).join(" or ")}`,
  );
}
