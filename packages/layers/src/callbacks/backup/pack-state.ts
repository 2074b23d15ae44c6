import { fromSafetensors, type StoredArray, toSafetensors } from "../../serialization/safetensors";

type Plain = Record<string, unknown>;

/** The name of the entry that holds everything but the arrays, as JSON text. */
const STATE = "state";

/**
 * A value of plain objects, lists, numbers (also NaN and infinities), texts and typed arrays as a safetensors file: the arrays as
 * they are, named by where they stand, and the rest as JSON text among them.
 *
 * @throws TypeError for what would not come back, with where it stands.
 */
export function packState(value: unknown): Uint8Array {
  const arrays: Record<string, StoredArray> = Object.create(null);
  const json = JSON.stringify(pack(value, "", arrays));
  return toSafetensors({ ...arrays, [STATE]: bytesEntry(json) });
}

/**
 * What {@link packState} packed.
 *
 * @throws RangeError or SyntaxError for bytes that are damaged.
 */
export function unpackState(bytes: Uint8Array): unknown {
  const arrays = fromSafetensors(bytes);
  const text = Object.hasOwn(arrays, STATE) ? arrays[STATE] : undefined;
  if (text === undefined) throw new RangeError("the file has no state in it");
  return unpack(
    JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(text.data as Uint8Array)),
    arrays,
  );
}

function bytesEntry(text: string): StoredArray {
  const data = new TextEncoder().encode(text);
  return { data, shape: [data.length] };
}

function pack(value: unknown, path: string, arrays: Record<string, StoredArray>): unknown {
  if (typeof value === "number") {
    // JSON has neither these nor a zero with a sign.
    return Number.isFinite(value) && !Object.is(value, -0)
      ? value
      : { $number: Object.is(value, -0) ? "-0" : String(value) };
  }
  if (value === undefined || value === null || typeof value === "string" || typeof value === "boolean") {
    return value;
  }
  if (isStorable(value)) {
    const name = path === "" ? "array" : path;
    arrays[name] = { data: value, shape: [value.length] };
    return { $array: name };
  }
  if (Array.isArray(value)) {
    return value.map((one, i) =>
      one === undefined ? { $undefined: true } : pack(one, `${path}/${i}`, arrays),
    );
  }
  if (typeof value === "object" && isPlain(value)) {
    const out: Plain = Object.create(null);
    for (const [key, one] of Object.entries(value)) {
      if (key.startsWith("$")) throw lost(path, `the key ${JSON.stringify(key)}, which begins with $`);
      out[key] = pack(one, path === "" ? key : `${path}/${key}`, arrays);
    }
    return out;
  }
  throw lost(path, typeof value === "object" ? `a ${value.constructor?.name}` : `a ${typeof value}`);
}

function unpack(value: unknown, arrays: Record<string, StoredArray>): unknown {
  if (Array.isArray(value)) return value.map((one) => unpack(one, arrays));
  if (typeof value !== "object" || value === null) return value;
  const { $number, $array, $undefined } = value as Plain;
  if ($undefined === true) return undefined;
  if (typeof $number === "string") return Number($number);
  if (typeof $array === "string") {
    if (!Object.hasOwn(arrays, $array))
      throw new RangeError(`the file has no array ${JSON.stringify($array)}`);
    return (arrays[$array] as StoredArray).data;
  }
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, unpack(one, arrays)]));
}

function isStorable(value: unknown): value is StoredArray["data"] {
  return (
    value instanceof Float32Array ||
    value instanceof Float64Array ||
    value instanceof Int32Array ||
    value instanceof Uint8Array
  );
}

function isPlain(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

function lost(path: string, what: string): TypeError {
  return new TypeError(
    `backupAndRestore: the state of a callback or the model has ${what} at ${path === "" ? "its top" : path}, expected plain objects, ` +
      "lists, numbers, texts, true, false and typed arrays",
  );
}
