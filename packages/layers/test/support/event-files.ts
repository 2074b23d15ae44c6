import { BinaryReader, WireType } from "@bufbuild/protobuf/wire";

// A reader of event files that shares nothing with what writes them.

/** A protobuf message as numbers, bytes and messages by field number; what lengths hold is left as bytes. */
export type Message = Map<number, (number | Uint8Array)[]>;

/** Reads a message whose fields are not known. */
export function decodeMessage(bytes: Uint8Array): Message {
  const reader = new BinaryReader(bytes);
  const fields: Message = new Map();
  while (reader.pos < reader.len) {
    const [number, wire] = reader.tag();
    const list = fields.get(number) ?? [];
    fields.set(number, list);
    if (wire === WireType.Varint) list.push(Number(reader.int64()));
    else if (wire === WireType.Bit64) list.push(reader.double());
    else if (wire === WireType.Bit32) list.push(reader.float());
    else list.push(reader.bytes());
  }
  return fields;
}

/** Bit by bit, as RFC 3720 describes it. */
export function slowCrc32c(data: Uint8Array): number {
  let crc = 0xffffffff;
  for (const byte of data) {
    for (let bit = 0; bit < 8; bit++) {
      const flip = (crc ^ (byte >>> bit)) & 1;
      crc = (crc >>> 1) ^ (flip ? 0x82f63b78 : 0);
    }
  }
  return ~crc >>> 0;
}

/** The records of a TFRecord file, each checked. */
export function recordsOf(bytes: Uint8Array): Uint8Array[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const check = (from: number, to: number): void => {
    const masked = view.getUint32(to, true);
    const turned = (masked - 0xa282ead8) >>> 0;
    const crc = ((turned >>> 17) | (turned << 15)) >>> 0;
    if (crc !== slowCrc32c(bytes.subarray(from, to))) throw new Error(`the CRC at byte ${to} is wrong`);
  };
  const records: Uint8Array[] = [];
  for (let at = 0; at < bytes.length; ) {
    const length = Number(view.getBigUint64(at, true));
    check(at, at + 8);
    check(at + 12, at + 12 + length);
    records.push(bytes.subarray(at + 12, at + 12 + length));
    at += 16 + length;
  }
  return records;
}

/** A value in a summary. */
export interface Value {
  readonly step: number;
  readonly tag: string;
  readonly plugin: string;
  readonly content: Uint8Array | undefined;
  readonly dtype: number;
  readonly shape: readonly number[];
  /** The numbers of a tensor of floats or doubles. */
  readonly numbers: readonly number[];
}

/** What an event file holds. */
export interface EventFile {
  readonly version: string;
  readonly values: readonly Value[];
  readonly graphs: readonly Uint8Array[];
  readonly times: readonly number[];
}

const textOf = (bytes: unknown): string => new TextDecoder().decode(bytes as Uint8Array);
const within = (message: Message, number: number): Message =>
  decodeMessage((message.get(number)?.[0] as Uint8Array | undefined) ?? new Uint8Array(0));

/** Reads an event file. */
export function readEventFile(bytes: Uint8Array): EventFile {
  const events = recordsOf(bytes).map(decodeMessage);
  const values = events.flatMap((event) => {
    const step = (event.get(2)?.[0] as number | undefined) ?? 0;
    return (within(event, 5).get(1) ?? []).map((one): Value => {
      const value = decodeMessage(one as Uint8Array);
      const tensor = within(value, 8);
      const plugin = within(within(value, 9), 1);
      const shape = (within(tensor, 2).get(2) ?? []).map(
        (dim) => (decodeMessage(dim as Uint8Array).get(1)?.[0] as number | undefined) ?? 0,
      );
      return {
        step,
        tag: textOf(value.get(1)?.[0]),
        plugin: textOf(plugin.get(1)?.[0]),
        content: plugin.get(2)?.[0] as Uint8Array | undefined,
        dtype: tensor.get(1)?.[0] as number,
        shape,
        numbers: [
          ...numbersIn(tensor.get(5)?.[0] as Uint8Array | undefined, 4),
          ...numbersIn(tensor.get(4)?.[0] as Uint8Array | undefined, 8),
        ],
      };
    });
  });
  return {
    version: textOf(events[0]?.get(3)?.[0]),
    values,
    graphs: events.flatMap((event) => (event.get(4) ?? []) as Uint8Array[]),
    times: events.map((event) => event.get(1)?.[0] as number),
  };
}

function numbersIn(bytes: Uint8Array | undefined, size: 4 | 8): number[] {
  if (bytes === undefined) return [];
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return Array.from({ length: bytes.length / size }, (_, i) =>
    size === 4 ? view.getFloat32(4 * i, true) : view.getFloat64(8 * i, true),
  );
}
