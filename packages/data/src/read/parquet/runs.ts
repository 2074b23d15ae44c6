/** What runs hold: how many values are 1, when they are of one bit. */
export interface Runs {
  readonly ones: number;
}

/**
 * Walks the runs of Parquet's RLE and bit-packing hybrid, so that the reader that believes their lengths is
 * given only such that have as many values as they should, all of them inside of the page.
 *
 * @see https://parquet.apache.org/docs/file-format/data-pages/encodings/
 */
export const checkRuns = (
  bytes: Uint8Array,
  start: number,
  end: number,
  bitWidth: number,
  count: number,
): Runs => {
  if (start > end || end > bytes.length) throw new Error("a page whose levels end after it");
  let at = start;
  let seen = 0;
  let ones = 0;
  while (seen < count) {
    let head = 0;
    for (let shift = 0; ; shift += 7) {
      if (at >= end) throw new Error(`a page with ${seen} of its ${count} values`);
      const byte = bytes[at++]!;
      head += (byte & 0x7f) * 2 ** shift;
      if (byte < 0x80) break;
      if (shift === 28) throw new Error("a page with a run that is too long");
    }
    const left = count - seen;
    if (head % 2 === 1) {
      const groups = (head - 1) / 2;
      const length = groups * bitWidth;
      if (bitWidth === 0 && groups > Math.ceil(left / 8))
        throw new Error("a page with a run that is too long");
      if (at + length > end) throw new Error(`a page with ${seen} of its ${count} values`);
      const values = Math.min(groups * 8, left);
      if (bitWidth === 1) for (let i = 0; i < values; i++) ones += (bytes[at + (i >> 3)]! >> (i & 7)) & 1;
      at += length;
      seen += values;
    } else {
      const run = head / 2;
      const length = Math.ceil(bitWidth / 8);
      if (run > left) throw new Error(`a page with more than its ${count} values`);
      if (at + length > end) throw new Error(`a page with ${seen} of its ${count} values`);
      if (bitWidth === 1) {
        if (bytes[at]! > 1) throw new Error(`a page with the level ${bytes[at]}`);
        ones += bytes[at]! * run;
      }
      at += length;
      seen += run;
    }
  }
  return { ones };
};
