/**
 * Unpacks raw Snappy into `out`, which it must fill. Every length is checked, so that damaged data end in an
 * error and not in a loop.
 *
 * @see https://github.com/google/snappy/blob/main/format_description.txt
 */
export const unpackSnappy = (input: Uint8Array, out: Uint8Array): Uint8Array => {
  let at = 0;
  while (at < input.length && at < 5 && input[at]! >= 0x80) at++;
  at++;
  let filled = 0;
  const need = (bytes: number): void => {
    if (at + bytes > input.length) throw new Error("Snappy data that end early");
  };
  const room = (length: number): void => {
    if (filled + length > out.length) throw new Error("Snappy data longer than declared");
  };
  while (at < input.length) {
    const tag = input[at++]!;
    const kind = tag & 3;
    let length = tag >>> 2;
    if (kind === 0) {
      if (length >= 60) {
        const bytes = length - 59;
        need(bytes);
        length = 0;
        for (let i = bytes - 1; i >= 0; i--) length = length * 256 + input[at + i]!;
        at += bytes;
      }
      length++;
      need(length);
      room(length);
      out.set(input.subarray(at, at + length), filled);
      at += length;
      filled += length;
      continue;
    }
    let offset: number;
    if (kind === 1) {
      need(1);
      offset = ((tag >>> 5) << 8) | input[at++]!;
      length = (length & 7) + 4;
    } else {
      const bytes = kind === 2 ? 2 : 4;
      need(bytes);
      offset = 0;
      for (let i = bytes - 1; i >= 0; i--) offset = offset * 256 + input[at + i]!;
      at += bytes;
      length++;
    }
    if (offset === 0 || offset > filled) throw new Error("Snappy data with a reference to nowhere");
    room(length);
    // What is copied may overlap what it makes.
    for (let i = 0; i < length; i++) out[filled + i] = out[filled + i - offset]!;
    filled += length;
  }
  if (filled !== out.length) throw new Error("Snappy data shorter than declared");
  return out;
};
