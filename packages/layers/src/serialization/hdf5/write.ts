import type { H5Attribute, H5Dataset, H5Group, H5Node } from "./nodes";
import { HDF5_SIGNATURE } from "./read";
import { type NamedObject, putSymbol, writeNames } from "./write-group";
import { HeapWriter, type StoredText } from "./write-heap";
import { dataspaceBytes, datatypeBytes, putNumbers, widthOf } from "./write-types";
import { padded, putBytes, putNowhere, putSize, WriterBytes } from "./writer-bytes";

/** A message of an object header: its kind, its size, and what fills it. */
interface Part {
  readonly type: number;
  readonly size: number;
  readonly fill: (view: DataView, at: number) => void;
}

/** The beginning of a file, with the entry of the root. */
const BEGINNING = 96;

/**
 * Writes a tree as an HDF5 file in the form that h5py writes by default: version 0, groups with tables of symbols, arrays
 * in one piece, texts in the global heap. Equal trees give equal bytes.
 *
 * Format: HDF5 File Format Specification 3.0, https://support.hdfgroup.org/documentation/hdf5/latest/_f_m_t3.html
 */
export function writeHdf5(root: H5Group): Uint8Array {
  const out = new WriterBytes(BEGINNING);
  const heap = new HeapWriter();
  const entry = writeNode(out, heap, "", root);
  heap.write(out);
  return out.finish((view, length) => {
    putBytes(view, 0, Uint8Array.from(HDF5_SIGNATURE));
    // Addresses and lengths of eight bytes; 2·4 symbols in a node, 2·16 nodes under one of a tree.
    putBytes(view, 13, Uint8Array.of(8, 8, 0, 4, 0, 16));
    putNowhere(view, 32);
    putSize(view, 40, length);
    putNowhere(view, 48);
    putSymbol(view, 56, 0, entry);
  });
}

function writeNode(out: WriterBytes, heap: HeapWriter, name: string, node: H5Node): NamedObject {
  const attributes = [...node.attributes].map(([key, attribute]) => attributePart(heap, key, attribute));
  if (node.kind === "dataset") {
    return { name, at: writeHeader(out, [...datasetParts(out, node), ...attributes]), group: undefined };
  }
  const symbols = [...node.children].map(([key, child]) => writeNode(out, heap, key, child));
  const group = writeNames(out, symbols);
  const table: Part = {
    type: 0x11,
    size: 16,
    fill: (view, at) => {
      putSize(view, at, group.tree);
      putSize(view, at + 8, group.heap);
    },
  };
  return { name, at: writeHeader(out, [table, ...attributes]), group };
}

/** An object header, version 1. */
function writeHeader(out: WriterBytes, parts: readonly Part[]): number {
  const size = parts.reduce((sum, part) => sum + 8 + padded(part.size), 0);
  return out.place(16 + size, (view, at) => {
    view.setUint8(at, 1);
    view.setUint16(at + 2, parts.length, true);
    view.setUint32(at + 4, 1, true);
    view.setUint32(at + 8, size, true);
    let here = at + 16;
    for (const part of parts) {
      view.setUint16(here, part.type, true);
      view.setUint16(here + 2, padded(part.size), true);
      part.fill(view, here + 8);
      here += 8 + padded(part.size);
    }
  });
}

const fixed = (type: number, bytes: Uint8Array): Part => ({
  type,
  size: bytes.length,
  fill: (view, at) => putBytes(view, at, bytes),
});

function datasetParts(out: WriterBytes, { dtype, shape, numbers }: H5Dataset): Part[] {
  const size = shape.reduce((a, b) => a * b, widthOf(dtype));
  const place =
    size === 0 ? undefined : out.place(size, (view, at) => putNumbers(view, at, dtype, numbers()));
  return [
    fixed(1, dataspaceBytes(shape)),
    fixed(3, datatypeBytes(dtype)),
    // What is not written reads as 0.
    fixed(5, Uint8Array.of(2, 2, 2, 1, 0, 0, 0, 0)),
    {
      type: 8,
      size: 18,
      fill: (view, at) => {
        view.setUint8(at, 3);
        view.setUint8(at + 1, 1);
        if (place === undefined) putNowhere(view, at + 2);
        else putSize(view, at + 2, place);
        putSize(view, at + 10, size);
      },
    },
  ];
}

/** Messages count their bytes in 16 bits. */
const LONGEST = 65_535;

function attributePart(heap: HeapWriter, name: string, attribute: H5Attribute): Part {
  const letters = new TextEncoder().encode(name);
  const type = datatypeBytes(attribute.dtype, attribute.charset);
  const space = dataspaceBytes(attribute.shape);
  const typeAt = 8 + padded(letters.length + 1);
  const spaceAt = typeAt + padded(type.length);
  const valuesAt = spaceAt + padded(space.length);
  const values = attribute.values();
  const stored = attribute.dtype === "string" ? values.map((value) => heap.add(String(value))) : [];
  const width = stored.length > 0 ? 16 : widthOf(attribute.dtype);
  const size = valuesAt + width * values.length;
  if (padded(size) > LONGEST) {
    throw new RangeError(
      `HDF5: the attribute ${JSON.stringify(name)} takes ${size} bytes, expected at most ${LONGEST}; split it`,
    );
  }
  return {
    type: 12,
    size,
    fill: (view, at) => {
      view.setUint8(at, 1);
      view.setUint16(at + 2, letters.length + 1, true);
      view.setUint16(at + 4, type.length, true);
      view.setUint16(at + 6, space.length, true);
      putBytes(view, at + 8, letters);
      putBytes(view, at + typeAt, type);
      putBytes(view, at + spaceAt, space);
      if (attribute.dtype === "string") {
        stored.forEach((text, i) => {
          putText(view, at + valuesAt + 16 * i, text);
        });
      } else {
        putNumbers(view, at + valuesAt, attribute.dtype, Float64Array.from(values as number[]));
      }
    },
  };
}

function putText(view: DataView, at: number, { length, collection, index }: StoredText): void {
  view.setUint32(at, length, true);
  putSize(view, at + 4, collection.at);
  view.setUint32(at + 12, index, true);
}
