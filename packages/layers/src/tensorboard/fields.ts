import { BinaryWriter, WireType } from "@bufbuild/protobuf/wire";

/** Writes one field of a protobuf message. */
export type Field = (writer: BinaryWriter) => void;

/** A whole number or an enumeration. */
export function int(number: number, value: number): Field {
  return (writer) => writer.tag(number, WireType.Varint).int64(value);
}

/** A boolean. */
export function bool(number: number, value: boolean): Field {
  return (writer) => writer.tag(number, WireType.Varint).bool(value);
}

/** A float64. */
export function double(number: number, value: number): Field {
  return (writer) => writer.tag(number, WireType.Bit64).double(value);
}

/** A list of float32, packed. */
export function floats(number: number, values: readonly number[]): Field {
  return (writer) => {
    writer.tag(number, WireType.LengthDelimited).fork();
    for (const value of values) writer.float(value);
    writer.join();
  };
}

/** Text. */
export function text(number: number, value: string): Field {
  return (writer) => writer.tag(number, WireType.LengthDelimited).string(value);
}

/** Bytes. */
export function bytes(number: number, value: Uint8Array): Field {
  return (writer) => writer.tag(number, WireType.LengthDelimited).bytes(value);
}

/** A message within, or one entry of a list of them. */
export function message(number: number, ...fields: readonly Field[]): Field {
  return (writer) => {
    writer.tag(number, WireType.LengthDelimited).fork();
    for (const field of fields) field(writer);
    writer.join();
  };
}

/** The bytes of a message. */
export function encode(...fields: readonly Field[]): Uint8Array {
  const writer = new BinaryWriter();
  for (const field of fields) field(writer);
  return writer.finish();
}
