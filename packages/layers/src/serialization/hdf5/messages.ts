import { damaged, NOWHERE, type ReaderBytes, unsupported } from "./reader-bytes";

/** What an object header says about its object: a kind, and where its bytes are. */
export interface Message {
  readonly type: number;
  readonly at: number;
  readonly size: number;
}

/** The kinds of messages that are read. */
export const KIND = {
  dataspace: 1,
  linkInfo: 2,
  datatype: 3,
  link: 6,
  layout: 8,
  filters: 11,
  attribute: 12,
  continuation: 16,
  symbolTable: 17,
  attributeInfo: 21,
} as const;

const read: ReadonlySet<number> = new Set(Object.values(KIND));

/** The messages of the object whose header stands at an address, in either version of the format. */
export function readMessages(file: ReaderBytes, at: number): Message[] {
  const version = file.u8(at, "an object header");
  // Version 2 begins with "OHDR".
  if (version === 0x4f) return readVersion2(file, at);
  if (version !== 1) throw damaged(`an object header should stand at byte ${at}, but does not begin there`);
  const count = file.u16(at + 2, "an object header");
  const messages: Message[] = [];
  const blocks = [{ at: at + 16, size: file.u32(at + 8, "an object header") }];
  let seen = 0;
  for (let block = blocks.shift(); block !== undefined; block = blocks.shift()) {
    file.need(block.at, block.size, "an object header");
    let here = block.at;
    const end = block.at + block.size;
    while (here + 8 <= end && seen < count) {
      file.step();
      seen++;
      const type = file.u16(here, "a message");
      const size = file.u16(here + 2, "a message");
      const message = { type, at: here + 8, size };
      if (message.at + size > end) throw damaged(`a message at byte ${here} is longer than its header`);
      take(file, message, file.u8(here + 4, "a message"), messages, blocks, 0);
      here = message.at + size;
    }
  }
  return messages;
}

function readVersion2(file: ReaderBytes, at: number): Message[] {
  file.signature(at, "OHDR", "an object header");
  const flags = file.u8(at + 5, "an object header");
  const width = 1 << (flags & 3);
  const start = at + 6 + (flags & 0x20 ? 16 : 0) + (flags & 0x10 ? 4 : 0);
  const blocks = [{ at: start + width, size: file.uint(start, width, "an object header") }];
  const head = flags & 4 ? 6 : 4;
  const messages: Message[] = [];
  for (let block = blocks.shift(); block !== undefined; block = blocks.shift()) {
    file.need(block.at, block.size, "an object header");
    let here = block.at;
    const end = block.at + block.size;
    while (here + head <= end) {
      file.step();
      const message = {
        type: file.u8(here, "a message"),
        at: here + head,
        size: file.u16(here + 1, "a message"),
      };
      if (message.at + message.size > end)
        throw damaged(`a message at byte ${here} is longer than its header`);
      take(file, message, file.u8(here + 3, "a message"), messages, blocks, 4);
      here = message.at + message.size;
    }
  }
  return messages;
}

/** Keeps a message, or notes where more of them stand; in version 2 between a signature and a checksum of `frame` bytes. */
function take(
  file: ReaderBytes,
  message: Message,
  flags: number,
  messages: Message[],
  blocks: { at: number; size: number }[],
  frame: number,
): void {
  if (!read.has(message.type)) return;
  if (flags & 2) throw unsupported("shared types");
  if (message.type !== KIND.continuation) {
    messages.push(message);
    return;
  }
  const at = file.address(message.at, "more of an object header");
  const size = file.size(message.at + 8, "more of an object header");
  if (at === NOWHERE || size < 2 * frame) throw damaged("an object header goes on nowhere");
  if (frame > 0) file.signature(at, "OCHK", "more of an object header");
  blocks.push({ at: at + frame, size: size - 2 * frame });
}
