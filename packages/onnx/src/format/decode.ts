import { BinaryReader, WireType } from "@bufbuild/protobuf/wire";
import type { ModelProto } from "./model";
import { type Kind, MODEL, type Schema } from "./schema";

/**
 * The model that bytes hold. Fields that Wellfit does not know are read over.
 *
 * @throws Error when the bytes are cut short, are damaged, or are something else.
 */
export function decodeModel(bytes: Uint8Array): ModelProto {
  try {
    return readMessage(bytes, MODEL, MODEL.name) as unknown as ModelProto;
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new Error(
      `fromOnnx: these ${bytes.length} bytes are not a whole ONNX model (${why}); expected the bytes of a .onnx file, ` +
        "unchanged and complete",
    );
  }
}

const WIRE: { readonly [K in Kind & string]: WireType } = {
  int: WireType.Varint,
  float: WireType.Bit32,
  double: WireType.Bit64,
  string: WireType.LengthDelimited,
  bytes: WireType.LengthDelimited,
};

function readMessage(bytes: Uint8Array, schema: Schema, path: string): Record<string, unknown> {
  const reader = new BinaryReader(bytes);
  const message: Record<string, unknown> = {};
  for (const [name, , repeated] of Object.values(schema.fields)) if (repeated) message[name] = [];
  while (reader.pos < reader.len) {
    const [number, wire] = reader.tag();
    const field = schema.fields[number];
    if (field === undefined) {
      reader.skip(wire, number);
      continue;
    }
    const [name, kind, repeated] = field;
    const at = `${path}.${name}`;
    const expected = typeof kind === "string" ? WIRE[kind] : WireType.LengthDelimited;
    if (repeated && wire === WireType.LengthDelimited && expected !== WireType.LengthDelimited) {
      // Lists of numbers may be packed into one field, whatever the layout says.
      const packed = new BinaryReader(reader.bytes());
      while (packed.pos < packed.len) (message[name] as unknown[]).push(readValue(packed, kind, at));
    } else if (wire !== expected) {
      throw new Error(`${at} is written as wire type ${wire}, expected ${expected}`);
    } else if (repeated) (message[name] as unknown[]).push(readValue(reader, kind, at));
    else message[name] = readValue(reader, kind, at);
  }
  return message;
}

function readValue(reader: BinaryReader, kind: Kind, path: string): unknown {
  switch (kind) {
    case "int":
      return saturate(BigInt(reader.int64()));
    case "float":
      return reader.float();
    case "double":
      return reader.double();
    case "string":
      return reader.string();
    case "bytes":
      return reader.bytes();
    default:
      return readMessage(reader.bytes(), kind, path);
  }
}

/** "To the end" is written as the largest int64; the largest exact number says the same. */
function saturate(value: bigint): number {
  if (value > BigInt(Number.MAX_SAFE_INTEGER)) return Number.MAX_SAFE_INTEGER;
  if (value < BigInt(Number.MIN_SAFE_INTEGER)) return Number.MIN_SAFE_INTEGER;
  return Number(value);
}
