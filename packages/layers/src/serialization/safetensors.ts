/** An array in a safetensors file. */
export interface StoredArray {
  /** The numbers in row-major order. */
  readonly data: Float32Array | Float64Array | Int32Array | Uint8Array;
  /** The length of every axis. */
  readonly shape: readonly number[];
}

const KINDS = {
  F32: { bytes: 4, make: (buffer: ArrayBuffer) => new Float32Array(buffer) },
  F64: { bytes: 8, make: (buffer: ArrayBuffer) => new Float64Array(buffer) },
  I32: { bytes: 4, make: (buffer: ArrayBuffer) => new Int32Array(buffer) },
  U8: { bytes: 1, make: (buffer: ArrayBuffer) => new Uint8Array(buffer) },
} as const;

type Kind = keyof typeof KINDS;

/** A header longer than this is refused, as by the format's own reader. */
const LONGEST_HEADER = 100_000_000;

/**
 * Arrays in the safetensors format: eight bytes with the length of a JSON header, the header, then the numbers, all
 * little-endian and sorted by name. Equal arrays give equal bytes.
 *
 * @example
 * const bytes = toSafetensors({ "dense/bias": { data: new Float32Array([1, 2]), shape: [2] } });
 */
export function toSafetensors(arrays: Readonly<Record<string, StoredArray>>): Uint8Array {
  // Without a prototype, so that __proto__ is a name like any other.
  const header: Record<string, unknown> = Object.create(null);
  const names = Object.keys(arrays).sort();
  let offset = 0;
  for (const name of names) {
    const { data, shape } = arrays[name] as StoredArray;
    header[name] = { dtype: kindOf(data), shape, data_offsets: [offset, offset + data.byteLength] };
    offset += data.byteLength;
  }
  const json = new TextEncoder().encode(JSON.stringify(header));
  // Spaces fill the header up, so that the numbers begin at a multiple of eight.
  const length = Math.ceil(json.length / 8) * 8;
  const bytes = new Uint8Array(8 + length + offset);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(length), true);
  bytes.fill(0x20, 8, 8 + length);
  bytes.set(json, 8);
  let at = 8 + length;
  for (const name of names) {
    const { data } = arrays[name] as StoredArray;
    bytes.set(littleEndian(data), at);
    at += data.byteLength;
  }
  return bytes;
}

/**
 * The arrays in a safetensors file. Reading runs no code and believes nothing: every length is checked.
 *
 * @throws RangeError when the bytes are damaged, with what is wrong.
 * @example
 * fromSafetensors(bytes)["dense/bias"]?.shape; // [2]
 */
export function fromSafetensors(bytes: Uint8Array): Record<string, StoredArray> {
  if (!(bytes instanceof Uint8Array)) {
    throw new TypeError(`safetensors: received ${typeof bytes}, expected a Uint8Array`);
  }
  if (bytes.length < 8) throw damaged(`it has ${bytes.length} bytes, expected at least 8`);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const length = view.getBigUint64(0, true);
  const room = bytes.length - 8;
  if (length > BigInt(Math.min(room, LONGEST_HEADER))) {
    throw damaged(`its header claims ${length} bytes, but ${room} follow`);
  }
  const start = 8 + Number(length);
  const header = readHeader(bytes.subarray(8, start));
  const total = bytes.length - start;
  const arrays: Record<string, StoredArray> = {};
  const spans: (readonly [number, number])[] = [];
  for (const [name, entry] of Object.entries(header)) {
    if (name === "__metadata__") continue;
    const { kind, shape, from, to } = readEntry(name, entry, total);
    spans.push([from, to]);
    const copy = new ArrayBuffer(to - from);
    new Uint8Array(copy).set(bytes.subarray(start + from, start + to));
    Object.defineProperty(arrays, name, {
      value: { data: fromLittleEndian(copy, kind), shape },
      enumerable: true,
      configurable: true,
      writable: true,
    });
  }
  spans.sort((a, b) => a[0] - b[0] || a[1] - b[1]);
  let end = 0;
  for (const [from, to] of spans) {
    if (from !== end) throw damaged(`its numbers ${from < end ? "overlap" : "have a gap"} at byte ${from}`);
    end = to;
  }
  if (end !== total) throw damaged(`it has ${total} bytes of numbers, but its header speaks of ${end}`);
  return arrays;
}

function readHeader(bytes: Uint8Array): Record<string, unknown> {
  try {
    const header: unknown = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
    if (typeof header === "object" && header !== null && !Array.isArray(header)) return header as never;
  } catch {
    // The message of a parser about half a header helps nobody.
  }
  throw damaged("its header is not a JSON object");
}

function readEntry(
  name: string,
  entry: unknown,
  total: number,
): { kind: Kind; shape: number[]; from: number; to: number } {
  const { dtype, shape, data_offsets: offsets } = (entry ?? {}) as Record<string, unknown>;
  const what = JSON.stringify(name);
  if (typeof dtype !== "string" || !Object.hasOwn(KINDS, dtype)) {
    throw damaged(
      `${what} has the dtype ${JSON.stringify(dtype)}, expected one of ${Object.keys(KINDS).join(", ")}`,
    );
  }
  const whole = (list: unknown): list is number[] =>
    Array.isArray(list) && list.every((n) => Number.isSafeInteger(n) && n >= 0);
  if (!whole(shape)) throw damaged(`${what} has no shape of whole numbers`);
  if (!whole(offsets) || offsets.length !== 2) throw damaged(`${what} has no place among the numbers`);
  const [from, to] = offsets as [number, number];
  const kind = dtype as Kind;
  const needed = shape.reduce((a, b) => a * b, 1) * KINDS[kind].bytes;
  if (from > to || to > total || to - from !== needed) {
    throw damaged(
      `${what} of shape [${shape.join(", ")}] needs ${needed} bytes, but stands at ${from} to ${to} of ${total}`,
    );
  }
  return { kind, shape, from, to };
}

function damaged(why: string): RangeError {
  return new RangeError(
    `safetensors: the file is damaged: ${why}; get it again, or save the model once more`,
  );
}

function kindOf(data: StoredArray["data"]): Kind {
  if (data instanceof Float32Array) return "F32";
  if (data instanceof Float64Array) return "F64";
  return data instanceof Int32Array ? "I32" : "U8";
}

const isLittleEndian = (): boolean => new Uint8Array(new Uint16Array([1]).buffer)[0] === 1;

function littleEndian(data: StoredArray["data"]): Uint8Array {
  const bytes = new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
  return isLittleEndian() ? bytes : reversed(bytes, data.BYTES_PER_ELEMENT);
}

function fromLittleEndian(buffer: ArrayBuffer, kind: Kind): StoredArray["data"] {
  if (!isLittleEndian()) new Uint8Array(buffer).set(reversed(new Uint8Array(buffer), KINDS[kind].bytes));
  return KINDS[kind].make(buffer);
}

function reversed(bytes: Uint8Array, size: number): Uint8Array {
  return Uint8Array.from(bytes, (_, i) => bytes[i - (i % size) + (size - 1 - (i % size))] as number);
}
