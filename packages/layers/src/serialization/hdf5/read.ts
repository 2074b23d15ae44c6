import { readAttribute } from "./attributes";
import { readDataspace } from "./dataspace";
import { decodeNumbers, readDatatype } from "./datatype";
import { GlobalHeap } from "./global-heap";
import { type Link, readLink, readSymbolTable } from "./links";
import { KIND, type Message, readMessages } from "./messages";
import type { H5Attribute, H5Dataset, H5Group, H5Node } from "./nodes";
import { damaged, NOWHERE, ReaderBytes, unsupported } from "./reader-bytes";

/** The bytes that every file begins with. */
export const HDF5_SIGNATURE: readonly number[] = [0x89, 0x48, 0x44, 0x46, 0x0d, 0x0a, 0x1a, 0x0a];

/** Whether bytes begin as an HDF5 file does. */
export function isHdf5(bytes: Uint8Array): boolean {
  return HDF5_SIGNATURE.every((byte, i) => bytes[i] === byte);
}

/** Groups within each other; models within models have three for each. */
const DEEPEST = 100;

/**
 * Reads the tree of an HDF5 file as Keras and h5py write it: groups in the old and the new form, arrays in one piece,
 * numbers and texts. The C library is not used, because damaged files make it run for minutes or eat a gigabyte.
 *
 * @throws RangeError when the file is damaged or has what is not read here.
 */
export function readHdf5(bytes: Uint8Array): H5Group {
  if (!isHdf5(bytes)) {
    throw damaged(`it has ${bytes.length} bytes and does not begin as HDF5 files do`);
  }
  const file = new ReaderBytes(bytes);
  const root = new TreeReader(file).node(rootAddress(file), "/", 0);
  if (root.kind !== "group") throw damaged("its root is no group");
  return root;
}

function rootAddress(file: ReaderBytes): number {
  const what = "the beginning";
  const version = file.u8(8, what);
  if (version > 3) throw damaged(`it has the version ${version}`);
  const old = version < 2;
  const [offsets, lengths] = [file.u8(old ? 13 : 9, what), file.u8(old ? 14 : 10, what)];
  if (offsets !== 8 || lengths !== 8)
    throw unsupported(`addresses of ${offsets} and lengths of ${lengths} bytes`);
  const start = version === 1 ? 28 : old ? 24 : 12;
  if (file.address(start, what) !== 0) throw unsupported("a block before its beginning");
  const end = file.size(start + 16, what);
  if (end > file.length) throw damaged(`it says that it has ${end} bytes, but it has ${file.length}`);
  const root = file.address(start + (old ? 40 : 24), "the root");
  if (root === NOWHERE) throw damaged("it has no root");
  return root;
}

class TreeReader {
  private readonly file: ReaderBytes;
  private readonly heap: GlobalHeap;
  private readonly seen = new Set<number>();

  constructor(file: ReaderBytes) {
    this.file = file;
    this.heap = new GlobalHeap(file);
  }

  node(at: number, path: string, depth: number): H5Node {
    if (at === NOWHERE) throw damaged(`${path} is nowhere`);
    if (this.seen.has(at)) throw damaged(`${path} is an object that has another name too`);
    this.seen.add(at);
    if (depth > DEEPEST) throw damaged(`its groups are deeper than ${DEEPEST}`);
    const messages = readMessages(this.file, at);
    const attributes = new Map<string, H5Attribute>();
    for (const message of messages) {
      if (message.type !== KIND.attribute) continue;
      const [name, attribute] = readAttribute(this.file, this.heap, message);
      attributes.set(name, attribute);
    }
    const find = (type: number): Message | undefined => messages.find((message) => message.type === type);
    const layout = find(KIND.layout);
    return layout === undefined
      ? this.group(messages, attributes, path, depth)
      : this.dataset(layout, find(KIND.dataspace), find(KIND.datatype), find(KIND.filters), attributes, path);
  }

  private group(
    messages: readonly Message[],
    attributes: ReadonlyMap<string, H5Attribute>,
    path: string,
    depth: number,
  ): H5Group {
    const links: Link[] = [];
    for (const message of messages) {
      if (message.type === KIND.symbolTable) links.push(...readSymbolTable(this.file, message));
      if (message.type === KIND.link) links.push(readLink(this.file, message));
      if (message.type === KIND.linkInfo)
        this.refuseHeap(message, "groups with many names in their newest form");
    }
    const children = new Map<string, H5Node>();
    for (const [name, at] of links) {
      const child = `${path === "/" ? "" : path}/${name}`;
      if (name === "" || name.includes("/") || children.has(name)) throw damaged(`${child} is no name`);
      children.set(name, this.node(at, child, depth + 1));
    }
    return { kind: "group", attributes, children };
  }

  /** Names beyond eight of a group in the newest form stand in a heap of their own. */
  private refuseHeap(message: Message, what: string): void {
    const flags = this.file.u8(message.at + 1, "a group");
    const at = message.at + 2 + (flags & 1 ? 8 : 0);
    if (this.file.address(at, "a group") !== NOWHERE) throw unsupported(what);
  }

  private dataset(
    layout: Message,
    space: Message | undefined,
    datatype: Message | undefined,
    filters: Message | undefined,
    attributes: ReadonlyMap<string, H5Attribute>,
    path: string,
  ): H5Dataset {
    const { file } = this;
    if (space === undefined || datatype === undefined) throw damaged(`${path} has no shape or no type`);
    const shape = readDataspace(file, space.at);
    const type = readDatatype(file, datatype.at);
    const size = shape.reduce((a, b) => a * b, type.size);
    const version = file.u8(layout.at, path);
    if (version !== 3 && version !== 4) throw unsupported("arrays in a form from before 2003");
    const kind = file.u8(layout.at + 1, path);
    const compressed = filters !== undefined || (kind !== 0 && kind !== 1);
    const bytes = (): Uint8Array => {
      if (compressed) throw unsupported("arrays in pieces or compressed");
      if (size === 0) return new Uint8Array(0);
      if (kind === 0) {
        if (file.u16(layout.at + 2, path) < size) throw damaged(`${path} has no room for its numbers`);
        return file.slice(layout.at + 4, size, path);
      }
      const at = file.address(layout.at + 2, path);
      // Numbers that nobody wrote have no place; they are zeros, which no model saves.
      if (at === NOWHERE) throw damaged(`${path} has no numbers`);
      if (file.size(layout.at + 10, path) < size) throw damaged(`${path} has no room for its numbers`);
      return file.slice(at, size, path);
    };
    return {
      kind: "dataset",
      attributes,
      shape,
      dtype: type.name,
      numbers: () => decodeNumbers(bytes(), type),
    };
  }
}
