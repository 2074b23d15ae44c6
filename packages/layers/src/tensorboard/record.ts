import { maskedCrc32c } from "./crc32c";

/**
 * A record of a TFRecord file: the length (uint64), the masked CRC of these eight bytes, the data, and its masked CRC, all
 * little-endian.
 */
export function record(data: Uint8Array): Uint8Array {
  const out = new Uint8Array(16 + data.length);
  const view = new DataView(out.buffer);
  view.setBigUint64(0, BigInt(data.length), true);
  view.setUint32(8, maskedCrc32c(out.subarray(0, 8)), true);
  out.set(data, 12);
  view.setUint32(12 + data.length, maskedCrc32c(data), true);
  return out;
}
