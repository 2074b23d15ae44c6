import { BinaryWriter, WireType } from "@bufbuild/protobuf/wire";
import type { ModelProto } from "./model";
import { type Kind, MODEL, type Schema } from "./schema";

/** No protobuf message may be longer. */
const LONGEST = 2 ** 31 - 1;

/**
 * The bytes of a model: fields in the order of their numbers, so that equal models give equal bytes.
 *
 * @throws RangeError when the model needs 2 GiB or more, which protobuf cannot hold.
 */
export function encodeModel(model: ModelProto): Uint8Array {
  const writer = new BinaryWriter();
  writeMessage(writer, MODEL, model as unknown as Record<string, unknown>);
  const bytes = writer.finish();
  if (bytes.length > LONGEST) {
    throw new RangeError(
      `toOnnx: the model needs ${bytes.length} bytes; an ONNX file can hold at most ${LONGEST}. Export a smaller model`,
    );
  }
  return bytes;
}

function writeMessage(writer: BinaryWriter, schema: Schema, value: Record<string, unknown>): void {
  for (const [key, [name, kind, repeated]] of Object.entries(schema.fields)) {
    const number = Number(key);
    const given = value[name];
    if (given === undefined) continue;
    if (repeated === undefined) writeValue(writer, number, kind, given);
    else for (const item of given as readonly unknown[]) writeValue(writer, number, kind, item);
  }
}

function writeValue(writer: BinaryWriter, number: number, kind: Kind, value: unknown): void {
  switch (kind) {
    case "int":
      writer.tag(number, WireType.Varint).int64(value as number);
      return;
    case "float":
      writer.tag(number, WireType.Bit32).float(value as number);
      return;
    case "double":
      writer.tag(number, WireType.Bit64).double(value as number);
      return;
    case "string":
      writer.tag(number, WireType.LengthDelimited).string(value as string);
      return;
    case "bytes":
      writer.tag(number, WireType.LengthDelimited).bytes(value as Uint8Array);
      return;
    default:
      writer.tag(number, WireType.LengthDelimited).fork();
      writeMessage(writer, kind, value as Record<string, unknown>);
      writer.join();
  }
}
