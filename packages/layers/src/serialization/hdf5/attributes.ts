import { readDataspace } from "./dataspace";
import { type Datatype, decodeNumbers, readDatatype } from "./datatype";
import type { GlobalHeap } from "./global-heap";
import type { Message } from "./messages";
import type { H5Attribute } from "./nodes";
import { damaged, type ReaderBytes, textOf, unsupported } from "./reader-bytes";

/** Reads an attribute message in any of its three versions. */
export function readAttribute(
  file: ReaderBytes,
  heap: GlobalHeap,
  message: Message,
): readonly [name: string, attribute: H5Attribute] {
  const { at } = message;
  const version = file.u8(at, "an attribute");
  if (version < 1 || version > 3) throw damaged(`an attribute has the version ${version}`);
  if (version > 1 && file.u8(at + 1, "an attribute") !== 0) throw unsupported("shared types");
  const sizes = [2, 4, 6].map((offset) => file.u16(at + offset, "an attribute"));
  // Version 1 fills each part up to a multiple of eight.
  const [nameSize, typeSize, spaceSize] = sizes.map((n) => (version === 1 ? (n + 7) & ~7 : n)) as [
    number,
    number,
    number,
  ];
  const nameAt = at + (version === 3 ? 9 : 8);
  const typeAt = nameAt + nameSize;
  const spaceAt = typeAt + typeSize;
  const dataAt = spaceAt + spaceSize;
  const end = at + message.size;
  if (dataAt > end) throw damaged(`an attribute at byte ${at} is longer than its message`);
  const name = textOf(file.slice(nameAt, sizes[0] as number, "the name of an attribute"), "a name");
  const type = readDatatype(file, typeAt);
  const shape = readDataspace(file, spaceAt);
  const count = shape.reduce((a, b) => a * b, 1);
  if (dataAt + count * type.size > end) {
    throw damaged(`the attribute ${JSON.stringify(name)} has no room for ${count} values`);
  }
  const bytes = file.slice(dataAt, count * type.size, "an attribute");
  const values = (): (string | number)[] => readValues(file, heap, bytes, dataAt, type, count, name);
  return [name, { shape, dtype: type.name, charset: type.charset, values }];
}

function readValues(
  file: ReaderBytes,
  heap: GlobalHeap,
  bytes: Uint8Array,
  at: number,
  type: Datatype,
  count: number,
  name: string,
): (string | number)[] {
  const what = `the attribute ${JSON.stringify(name)}`;
  if (type.name === "string") {
    return Array.from({ length: count }, (_, i) => heap.text(at + 16 * i, what));
  }
  if (type.name === "text") {
    file.text(bytes.length);
    return Array.from({ length: count }, (_, i) =>
      textOf(bytes.subarray(i * type.size, (i + 1) * type.size), what),
    );
  }
  return Array.from(decodeNumbers(bytes, type));
}
