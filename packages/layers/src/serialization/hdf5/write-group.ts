import { padded, putBytes, putLetters, putNowhere, putSize, type WriterBytes } from "./writer-bytes";

/** The most symbols in a node, and the most nodes under one of the tree, as the beginning of the file says. */
const SYMBOLS = 8;
const CHILDREN = 32;

/** Something with a place, and the heap offset of its last name. */
interface Placed {
  readonly at: number;
  readonly last: number;
}

/** What a group message says: where the tree and the heap of its names stand. */
export interface GroupPlace {
  readonly tree: number;
  readonly heap: number;
}

/** A name, the address of its object's header, and for a group where its names stand. */
export interface NamedObject {
  readonly name: string;
  readonly at: number;
  readonly group: GroupPlace | undefined;
}

/** Writes the names of a group: sorted by their bytes, in nodes of symbols under a tree. */
export function writeNames(out: WriterBytes, symbols: readonly NamedObject[]): GroupPlace {
  const named = symbols
    .map((symbol) => ({ symbol, bytes: new TextEncoder().encode(symbol.name) }))
    .sort((a, b) => compareBytes(a.bytes, b.bytes));
  // The first eight bytes are the empty name, the key before the first.
  let size = 8;
  const offsets = named.map(({ bytes }) => {
    const at = size;
    size += padded(bytes.length + 1);
    return at;
  });
  const data = out.place(size, (view, at) => {
    named.forEach(({ bytes }, i) => {
      putBytes(view, at + (offsets[i] as number), bytes);
    });
  });
  const heap = out.place(32, (view, at) => {
    putLetters(view, at, "HEAP");
    putSize(view, at + 8, size);
    // The sign for no free room.
    putSize(view, at + 16, 1);
    putSize(view, at + 24, data);
  });
  let row: Placed[] = [];
  for (let i = 0; i < named.length; i += SYMBOLS) {
    const part = named.slice(i, i + SYMBOLS);
    const at = out.place(8 + 40 * SYMBOLS, (view, at) => {
      putLetters(view, at, "SNOD");
      view.setUint8(at + 4, 1);
      view.setUint16(at + 6, part.length, true);
      part.forEach(({ symbol }, k) => {
        putSymbol(view, at + 8 + 40 * k, offsets[i + k] as number, symbol);
      });
    });
    row.push({ at, last: offsets[i + part.length - 1] as number });
  }
  let level = 0;
  do {
    row = writeLevel(out, row, level++);
  } while (row.length > 1);
  return { tree: (row[0] as Placed).at, heap };
}

/** Writes one level of the tree over the nodes below. */
function writeLevel(out: WriterBytes, below: readonly Placed[], level: number): Placed[] {
  const count = Math.max(1, Math.ceil(below.length / CHILDREN));
  const places: Placed[] = [];
  for (let i = 0; i < count; i++) {
    const part = below.slice(i * CHILDREN, (i + 1) * CHILDREN);
    const before = i === 0 ? 0 : (below[i * CHILDREN - 1] as Placed).last;
    const at = out.place(24 + 16 * CHILDREN + 8, (view, at) => {
      putLetters(view, at, "TREE");
      view.setUint8(at + 5, level);
      view.setUint16(at + 6, part.length, true);
      const [left, right] = [places[i - 1], places[i + 1]];
      left === undefined ? putNowhere(view, at + 8) : putSize(view, at + 8, left.at);
      right === undefined ? putNowhere(view, at + 16) : putSize(view, at + 16, right.at);
      putSize(view, at + 24, before);
      part.forEach((child, k) => {
        putSize(view, at + 32 + 16 * k, child.at);
        putSize(view, at + 40 + 16 * k, child.last);
      });
    });
    places.push({ at, last: part.at(-1)?.last ?? 0 });
  }
  return places;
}

/** Writes an entry for a name; one for a group repeats where its names are. */
export function putSymbol(view: DataView, at: number, name: number, symbol: Omit<NamedObject, "name">): void {
  putSize(view, at, name);
  putSize(view, at + 8, symbol.at);
  if (symbol.group === undefined) return;
  view.setUint32(at + 16, 1, true);
  putSize(view, at + 24, symbol.group.tree);
  putSize(view, at + 32, symbol.group.heap);
}

function compareBytes(a: Uint8Array, b: Uint8Array): number {
  const length = Math.min(a.length, b.length);
  for (let i = 0; i < length; i++) {
    if (a[i] !== b[i]) return (a[i] as number) - (b[i] as number);
  }
  return a.length - b.length;
}
