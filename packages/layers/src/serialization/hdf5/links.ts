import type { Message } from "./messages";
import { damaged, NOWHERE, type ReaderBytes, textOf, unsupported } from "./reader-bytes";

/** A name in a group, and where its object stands. */
export type Link = readonly [name: string, at: number];

/** The links of a group in the old form: a tree of nodes of symbols, and a heap of their names. */
export function readSymbolTable(file: ReaderBytes, message: Message): Link[] {
  const tree = file.address(message.at, "a tree of names");
  const heap = file.address(message.at + 8, "a heap of names");
  if (tree === NOWHERE || heap === NOWHERE) throw damaged("a group has no names");
  file.signature(heap, "HEAP", "a heap of names");
  const size = file.size(heap + 8, "a heap of names");
  const data = file.address(heap + 24, "a heap of names");
  if (data === NOWHERE) throw damaged("a heap of names has no place");
  const names = file.slice(data, size, "a heap of names");
  const links: Link[] = [];
  readTree(file, tree, names, links, new Set(), undefined);
  return links;
}

function readTree(
  file: ReaderBytes,
  at: number,
  names: Uint8Array,
  links: Link[],
  seen: Set<number>,
  expected: number | undefined,
): void {
  if (seen.has(at)) throw damaged("a tree of names goes in a circle");
  seen.add(at);
  file.step();
  file.signature(at, "TREE", "a tree of names");
  const level = file.u8(at + 5, "a tree of names");
  if (
    file.u8(at + 4, "a tree of names") !== 0 ||
    level > 16 ||
    (expected !== undefined && level !== expected)
  ) {
    throw damaged(`a tree of names at byte ${at} is none`);
  }
  const count = file.u16(at + 6, "a tree of names");
  for (let i = 0; i < count; i++) {
    const child = file.address(at + 32 + 16 * i, "a tree of names");
    if (level > 0) readTree(file, child, names, links, seen, level - 1);
    else readSymbols(file, child, names, links);
  }
}

function readSymbols(file: ReaderBytes, at: number, names: Uint8Array, links: Link[]): void {
  file.signature(at, "SNOD", "a node of names");
  const count = file.u16(at + 6, "a node of names");
  for (let i = 0; i < count; i++) {
    file.step();
    const here = at + 8 + 40 * i;
    const nameAt = file.size(here, "a name");
    if (nameAt >= names.length) throw damaged("a name stands outside of its heap");
    if (file.u32(here + 16, "a name") === 2) throw unsupported("soft links");
    const end = names.indexOf(0, nameAt);
    if (end < 0) throw damaged("a name has no end");
    file.text(end - nameAt);
    links.push([textOf(names.subarray(nameAt, end), "a name"), file.address(here + 8, "an object")]);
  }
}

/** A link of a group in the new form. */
export function readLink(file: ReaderBytes, message: Message): Link {
  const what = "a link";
  const flags = file.u8(message.at + 1, what);
  let here = message.at + 2;
  if (flags & 8) {
    if (file.u8(here, what) !== 0) throw unsupported("soft links");
    here++;
  }
  if (flags & 4) here += 8;
  if (flags & 16) here++;
  const width = 1 << (flags & 3);
  const length = file.uint(here, width, what);
  here += width;
  if (here + length + 8 > message.at + message.size) throw damaged("a link is longer than its message");
  file.text(length);
  return [textOf(file.slice(here, length, what), "a name"), file.address(here + length, "an object")];
}
