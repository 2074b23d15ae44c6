/** Plain data: what comes out of JSON as it went in. */
export type Plain = null | boolean | number | string | readonly Plain[] | { readonly [name: string]: Plain };

const isRecord = (value: object): boolean => {
  const prototype = Object.getPrototypeOf(value);
  return prototype === null || prototype === Object.prototype;
};

/** What an object of a class says of itself, if it does. */
function ownWords(value: object): unknown {
  const { toJSON, getConfig } = value as { toJSON?: unknown; getConfig?: unknown };
  if (typeof toJSON === "function") return toJSON.call(value);
  if (typeof getConfig === "function") {
    return { class: value.constructor.name, config: getConfig.call(value) };
  }
  return undefined;
}

/**
 * Writes anything down as plain data, for a record: a function by its name, numbers that are not finite as text, arrays
 * of numbers by their length, objects of classes as their `toJSON` or `getConfig` says, or by the name of the class.
 * What is undefined is left out of objects.
 */
export function plain(value: unknown, within: readonly unknown[] = []): Plain {
  if (value === null || typeof value === "boolean" || typeof value === "string") return value;
  if (typeof value === "number") return Number.isFinite(value) ? (value === 0 ? 0 : value) : String(value);
  if (typeof value === "function") return value.name === "" ? "a function" : `function ${value.name}`;
  if (typeof value !== "object") return String(value);
  if (within.includes(value)) return "a circle";
  const inside = [...within, value];
  if (Array.isArray(value)) return value.map((item) => plain(item, inside));
  if (value instanceof URL) return value.href;
  if (ArrayBuffer.isView(value)) {
    return `${value.constructor.name} of ${(value as { length?: number }).length ?? value.byteLength}`;
  }
  if (!isRecord(value)) {
    const told = ownWords(value);
    return told === undefined ? `a ${value.constructor.name}` : plain(told, inside);
  }
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, item]) =>
      item === undefined ? [] : [[name, plain(item, inside)] as const],
    ),
  );
}
