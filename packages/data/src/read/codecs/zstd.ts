const magic = 0xfd2fb528;
const largestBlock = 128 * 1024;

// What frames and blocks declare is added up before memory is taken for it.
const declared = (input: Uint8Array): { most: number; frames: number } => {
  const view = new DataView(input.buffer, input.byteOffset, input.byteLength);
  const early = new Error("a Zstandard frame that ends early");
  let most = 0;
  let frames = 0;
  let at = 0;
  while (at < input.length) {
    if (at + 5 > input.length) throw early;
    const mark = view.getUint32(at, true);
    if (mark >>> 4 === 0x184d2a5) {
      if (at + 8 > input.length) throw early;
      at += 8 + view.getUint32(at + 4, true);
      if (at > input.length) throw early;
      continue;
    }
    if (mark !== magic) throw new Error("no Zstandard frame");
    const flags = input[at + 4]!;
    const single = (flags & 32) !== 0;
    const dictionary = flags & 3;
    if (dictionary !== 0) throw new Error("a Zstandard frame with a dictionary of its own");
    if ((flags & 8) !== 0) throw new Error("a Zstandard frame with a reserved flag");
    const sizeBytes = flags >>> 6 === 0 ? Number(single) : 1 << (flags >>> 6);
    const head = at + 5 + (single ? 0 : 1);
    if (head + sizeBytes > input.length) throw early;
    let size = 0;
    for (let i = sizeBytes - 1; i >= 0; i--) size = size * 256 + input[head + i]!;
    if (sizeBytes === 2) size += 256;
    frames += size;
    at = head + sizeBytes;
    for (let last = false; !last; ) {
      if (at + 3 > input.length) throw early;
      const block = input[at]! | (input[at + 1]! << 8) | (input[at + 2]! << 16);
      last = (block & 1) === 1;
      const kind = (block >>> 1) & 3;
      const length = block >>> 3;
      if (kind === 3 || length > largestBlock) throw new Error("a Zstandard block of no known kind");
      most += kind === 2 ? largestBlock : length;
      at += 3 + (kind === 1 ? 1 : length);
      if (at > input.length) throw early;
    }
    if ((flags & 4) !== 0) at += 4;
  }
  return { most, frames };
};

/** Unpacks Zstandard to `size` bytes. */
export const unpackZstd = (
  input: Uint8Array,
  size: number,
  decoder: { decode(input: Uint8Array, size: number): Uint8Array },
): Uint8Array => {
  const { most, frames } = declared(input);
  if (most < size || frames > size) {
    throw new Error(`Zstandard data that cannot be the ${size} bytes that are declared`);
  }
  const out = decoder.decode(input, size);
  if (out.length !== size) throw new Error("Zstandard data that are damaged");
  return out;
};
