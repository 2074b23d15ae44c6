import { camelCase, didYouMean } from "../common/names";

/** A file name with places for numbers, as Python's `str.format` has them. */
export interface FileTemplate {
  /** The names in it, in camelCase. */
  readonly names: readonly string[];
  /** Whether some number in it makes files differ. */
  readonly varies: boolean;
  /** The file name; throws with the names there are when one is missing. */
  fill(values: Readonly<Record<string, number>>): string;
}

interface Slot {
  readonly name: string;
  readonly write: (value: number) => string;
}

const SPEC = /^(0?)(\d*)(?:\.(\d+))?([dfFeEg%]?)$/;

/**
 * Reads a template such as `model-{epoch:02d}-{val_loss:.2f}.keras`; names may be in either spelling, and `{{` is a brace.
 *
 * @throws TypeError for a place that is not closed or written as Python does not.
 */
export function fileTemplate(where: string, text: string): FileTemplate {
  const parts: (string | Slot)[] = [];
  let rest = text;
  while (rest !== "") {
    const brace = rest.search(/[{}]/);
    if (brace < 0) break;
    parts.push(rest.slice(0, brace));
    const found = /^\{(\w+)(?::([^{}]*))?\}/.exec(rest.slice(brace));
    const doubled = rest[brace] === rest[brace + 1];
    if (!doubled && found === null) throw malformed(where, text);
    if (doubled) parts.push(rest[brace] as string);
    else parts.push({ name: camelCase(found?.[1] as string), write: writer(where, text, found?.[2] ?? "") });
    rest = rest.slice(brace + (doubled ? 2 : (found?.[0].length as number)));
  }
  parts.push(rest);
  const names = parts.flatMap((part) => (typeof part === "string" ? [] : [part.name]));
  return {
    names,
    varies: names.length > 0,
    fill: (values) =>
      parts
        .map((part) => {
          if (typeof part === "string") return part;
          const value = values[part.name];
          if (value === undefined) throw absent(where, text, part.name, Object.keys(values));
          return part.write(value);
        })
        .join(""),
  };
}

/** An error for a name that nothing fills. */
export function absent(where: string, text: string, name: string, names: readonly string[]): Error {
  return new Error(
    `${where}: received the file name ${JSON.stringify(text)}, in which nothing fills ${JSON.stringify(name)}` +
      `${didYouMean(name, names)}; expected ${names.join(", ")}`,
  );
}

function writer(where: string, text: string, spec: string): (value: number) => string {
  const found = SPEC.exec(spec);
  if (found === null) throw malformed(where, text);
  const [, zero, width, digits, kind] = found;
  const write = formatter(kind as string, digits === undefined ? undefined : Number(digits));
  return (value) => {
    const plain = write(value);
    if (zero === "" || !Number.isFinite(value)) return plain.padStart(Number(width), " ");
    const sign = plain.startsWith("-") ? "-" : "";
    return sign + plain.slice(sign.length).padStart(Number(width) - sign.length, "0");
  };
}

function formatter(kind: string, digits: number | undefined): (value: number) => string {
  const finite =
    (write: (value: number) => string) =>
    (value: number): string =>
      Number.isFinite(value) ? write(value) : Number.isNaN(value) ? "nan" : value > 0 ? "inf" : "-inf";
  switch (kind) {
    case "d":
      return finite((v) => String(Math.trunc(v)));
    case "f":
    case "F":
      return finite((v) => v.toFixed(digits ?? 6));
    case "e":
      return finite((v) => exponent(v, digits ?? 6));
    case "E":
      return finite((v) => exponent(v, digits ?? 6).toUpperCase());
    case "%":
      return finite((v) => `${(v * 100).toFixed(digits ?? 6)}%`);
    case "g":
      return finite((v) => String(Number(v.toPrecision(Math.max(1, digits ?? 6)))));
    default:
      return finite((v) => String(digits === undefined ? v : Number(v.toPrecision(Math.max(1, digits)))));
  }
}

/** Python writes at least two digits of an exponent. */
function exponent(value: number, digits: number): string {
  return value.toExponential(digits).replace(/e([+-])(\d)$/, "e$10$2");
}

function malformed(where: string, text: string): TypeError {
  return new TypeError(
    `${where}: received the file name ${JSON.stringify(text)}, expected places such as {epoch:02d} or {val_loss:.2f} in it, ` +
      "and {{ where a brace is meant",
  );
}
