const K0 = 0xc3a5c85c97cb3127n;
const K1 = 0xb492b66fbe98f273n;
const K2 = 0x9ae16a3b2f90404fn;

const u64 = (x: bigint): bigint => BigInt.asUintN(64, x);
const rotate = (x: bigint, by: bigint): bigint => (by === 0n ? x : (x >> by) | u64(x << (64n - by)));
const shiftMix = (x: bigint): bigint => x ^ (x >> 47n);

function mix(u: bigint, v: bigint, by: bigint): bigint {
  const a = shiftMix(u64((u ^ v) * by));
  const b = shiftMix(u64((v ^ a) * by));
  return u64(b * by);
}

/**
 * FarmHash's fingerprint of bytes (Pike, Google 2014), with which TensorFlow and so Keras sort what is not in a vocabulary
 * into buckets.
 */
export function fingerprint64(bytes: Uint8Array): bigint {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const read = (at: number): bigint => view.getBigUint64(at, true);
  const n = bytes.length;
  if (n <= 16) return upTo16(bytes, view);
  const by = u64(K2 + BigInt(n) * 2n);
  if (n <= 32) {
    const a = u64(read(0) * K1);
    const b = read(8);
    const c = u64(read(n - 8) * by);
    const d = u64(read(n - 16) * K2);
    return mix(u64(rotate(u64(a + b), 43n) + rotate(c, 30n) + d), u64(a + rotate(u64(b + K2), 18n) + c), by);
  }
  if (n <= 64) {
    const a = u64(read(0) * K2);
    const b = read(8);
    const c = u64(read(n - 8) * by);
    const d = u64(read(n - 16) * K2);
    const y = u64(rotate(u64(a + b), 43n) + rotate(c, 30n) + d);
    const z = mix(y, u64(a + rotate(u64(b + K2), 18n) + c), by);
    const e = u64(read(16) * by);
    const f = read(24);
    const g = u64((y + read(n - 32)) * by);
    const h = u64((z + read(n - 24)) * by);
    return mix(u64(rotate(u64(e + f), 43n) + rotate(g, 30n) + h), u64(e + rotate(u64(f + a), 18n) + g), by);
  }
  return above64(n, read);
}

function upTo16(bytes: Uint8Array, view: DataView): bigint {
  const n = bytes.length;
  const by = u64(K2 + BigInt(n) * 2n);
  if (n >= 8) {
    const a = u64(view.getBigUint64(0, true) + K2);
    const b = view.getBigUint64(n - 8, true);
    return mix(u64(rotate(b, 37n) * by + a), u64(u64(rotate(a, 25n) + b) * by), by);
  }
  if (n >= 4) {
    const a = BigInt(view.getUint32(0, true));
    return mix(u64(BigInt(n) + (a << 3n)), BigInt(view.getUint32(n - 4, true)), by);
  }
  if (n === 0) return K2;
  const y = BigInt((bytes[0] as number) + ((bytes[n >> 1] as number) << 8));
  const z = BigInt(n + ((bytes[n - 1] as number) << 2));
  return u64(shiftMix(u64(y * K2) ^ u64(z * K0)) * K2);
}

type Pair = readonly [bigint, bigint];

function above64(n: number, read: (at: number) => bigint): bigint {
  const weak = (at: number, first: bigint, second: bigint): Pair => {
    const a = u64(first + read(at));
    const b = rotate(u64(second + a + read(at + 24)), 21n);
    const c = u64(a + read(at + 8) + read(at + 16));
    return [u64(c + read(at + 24)), u64(b + rotate(c, 44n) + a)];
  };
  let x = 81n;
  let y = u64(81n * K1 + 113n);
  let z = u64(shiftMix(u64(y * K2 + 113n)) * K2);
  let v: Pair = [0n, 0n];
  let w: Pair = [0n, 0n];
  x = u64(x * K2 + read(0));
  const round = (at: number, by: bigint, last: boolean): void => {
    x = u64(rotate(u64(x + y + v[0] + read(at + 8)), 37n) * by);
    y = u64(rotate(u64(y + v[1] + read(at + 48)), 42n) * by);
    x ^= last ? u64(w[1] * 9n) : w[1];
    y = u64(y + (last ? v[0] * 9n : v[0]) + read(at + 40));
    z = u64(rotate(u64(z + w[0]), 33n) * by);
    v = weak(at, u64(v[1] * by), u64(x + w[0]));
    w = weak(at + 32, u64(z + w[1]), u64(y + read(at + 16)));
    [z, x] = [x, z];
  };
  const end = Math.floor((n - 1) / 64) * 64;
  for (let at = 0; at < end; at += 64) round(at, K1, false);
  const by = u64(K1 + ((z & 0xffn) << 1n));
  w = [u64(w[0] + BigInt((n - 1) & 63)), w[1]];
  v = [u64(v[0] + w[0]), v[1]];
  w = [u64(w[0] + v[0]), w[1]];
  round(n - 64, by, true);
  return mix(u64(mix(v[0], w[0], by) + shiftMix(y) * K0 + z), u64(mix(v[1], w[1], by) + x), by);
}

/** The bucket of a string among so many, as TensorFlow's `to_hash_bucket_fast`. */
export function hashBucket(text: string, buckets: number): number {
  return Number(fingerprint64(new TextEncoder().encode(text)) % BigInt(buckets));
}
