/**
 * The WebAssembly instructions that {@link FunctionBuilder} can write, by their text-format names.
 *
 * A code below 0x100 is the instruction's only byte. `0xfc....` and `0xfd....` mean the prefix byte followed by
 * the rest as unsigned LEB128 (bulk memory and saturating conversion; SIMD and relaxed SIMD).
 *
 * Every bundle carries these tables, so instructions whose codes follow each other stand in one string, and what no
 * kernel needs (lanes of 8 and 16 bits, rarer conversions) is left out until one does.
 *
 * Source: WebAssembly core specification 2.0, appendix "Index of Instructions", and the relaxed SIMD proposal.
 *
 * @module
 */

/** Type, code of the first instruction, and the instructions that follow each other; "-" is one that is left out. */
const RUNS = [
  ["i32", 0x45, "eqz eq ne lt_s lt_u gt_s gt_u le_s le_u ge_s ge_u"],
  ["i64", 0x50, "eqz eq ne lt_s lt_u gt_s gt_u le_s le_u ge_s ge_u"],
  ["f32", 0x5b, "eq ne lt gt le ge"],
  ["f64", 0x61, "eq ne lt gt le ge"],
  ["i32", 0x6a, "add sub mul div_s div_u rem_s rem_u and or xor shl shr_s shr_u"],
  ["i64", 0x7c, "add sub mul div_s div_u rem_s rem_u and or xor shl shr_s shr_u"],
  ["f32", 0x8b, "abs neg ceil floor trunc nearest sqrt add sub mul div min max"],
  ["f64", 0x99, "abs neg ceil floor trunc nearest sqrt add sub mul div min max"],
  ["i32", 0xa7, "wrap_i64"],
  ["i64", 0xac, "extend_i32_s extend_i32_u"],
  ["f32", 0xb2, "convert_i32_s convert_i32_u - - demote_f64"],
  ["f64", 0xb7, "convert_i32_s convert_i32_u - - promote_f32"],
  ["i32", 0xbc, "reinterpret_f32"],
  ["i64", 0xbd, "reinterpret_f64"],
  ["f32", 0xbe, "reinterpret_i32"],
  ["f64", 0xbf, "reinterpret_i64"],
  ["i32", 0xfc0000, "trunc_sat_f32_s - trunc_sat_f64_s"],
  ["i32x4", 0xfd0011, "splat"],
  ["f32x4", 0xfd0013, "splat"],
  ["f64x2", 0xfd0014, "splat"],
  ["i32x4", 0xfd0037, "eq ne lt_s lt_u gt_s gt_u le_s le_u ge_s ge_u"],
  ["f32x4", 0xfd0041, "eq ne lt gt le ge"],
  ["f64x2", 0xfd0047, "eq ne lt gt le ge"],
  ["v128", 0xfd004d, "not and andnot or xor bitselect any_true"],
  ["f32x4", 0xfd005e, "demote_f64x2_zero"],
  ["f64x2", 0xfd005f, "promote_low_f32x4"],
  ["f32x4", 0xfd0067, "ceil floor trunc nearest"],
  ["i32x4", 0xfd00a0, "abs neg - all_true bitmask"],
  ["i32x4", 0xfd00ab, "shl shr_s shr_u add - - sub - - - mul min_s min_u max_s max_u"],
  ["i64x2", 0xfd00cb, "shl shr_s shr_u add - - sub"],
  ["i64x2.extmul", 0xfd00de, "low_i32x4_u high_i32x4_u"],
  ["f32x4", 0xfd00e0, "abs neg - sqrt add sub mul div min max pmin pmax"],
  ["f64x2", 0xfd00ec, "abs neg - sqrt add sub mul div min max pmin pmax"],
  ["i32x4", 0xfd00f8, "trunc_sat_f32x4_s"],
  ["f32x4", 0xfd00fa, "convert_i32x4_s"],
  ["f64x2", 0xfd00fe, "convert_low_i32x4_s"],
  ["f32x4", 0xfd0105, "relaxed_madd"],
  ["f64x2", 0xfd0107, "relaxed_madd"],
] as const;

/** What has no type before its name. */
const PLAIN = { unreachable: 0x00, nop: 0x01, return: 0x0f, drop: 0x1a, select: 0x1b } as const;

type Words<S extends string> = S extends `${infer First} ${infer Rest}` ? First | Words<Rest> : S;

type Named<R> = R extends readonly [infer T extends string, number, infer S extends string]
  ? `${T}${T extends `${string}.${string}` ? "_" : "."}${Exclude<Words<S>, "-">}`
  : never;

/** Instructions without immediates, by their text-format names. */
export type OpName = keyof typeof PLAIN | Named<(typeof RUNS)[number]>;

let table: ReadonlyMap<OpName, number> | undefined;

/** The codes of the instructions without immediates; the table is made when it is first asked for. */
export function opcodes(): ReadonlyMap<OpName, number> {
  if (table) return table;
  const codes = new Map(Object.entries(PLAIN) as [OpName, number][]);
  for (const [type, first, names] of RUNS) {
    names.split(" ").forEach((name, i) => {
      if (name !== "-") codes.set(`${type}${type.includes(".") ? "_" : "."}${name}` as OpName, first + i);
    });
  }
  table = codes;
  return table;
}

const LANE_CODES = {
  "i32x4.extract_lane": 0xfd001b,
  "i32x4.replace_lane": 0xfd001c,
  "i64x2.extract_lane": 0xfd001d,
  "i64x2.replace_lane": 0xfd001e,
  "f32x4.extract_lane": 0xfd001f,
  "f32x4.replace_lane": 0xfd0020,
  "f64x2.extract_lane": 0xfd0021,
  "f64x2.replace_lane": 0xfd0022,
} as const;

/** Instructions that read or replace one lane of a vector. */
export type LaneOpName = keyof typeof LANE_CODES;

/** Codes of the lane instructions. */
export const LANE_OPS: Readonly<Record<LaneOpName, number>> = LANE_CODES;

const LOAD_CODES = {
  "i32.load": [0x28, 2],
  "i64.load": [0x29, 3],
  "f32.load": [0x2a, 2],
  "f64.load": [0x2b, 3],
  "i32.load8_u": [0x2d, 0],
  "v128.load": [0xfd0000, 4],
  "v128.load32_splat": [0xfd0009, 2],
  "v128.load64_splat": [0xfd000a, 3],
  "v128.load32_zero": [0xfd005c, 2],
  "v128.load64_zero": [0xfd005d, 3],
} as const;

/** Instructions that read memory: address in, value out. */
export type LoadName = keyof typeof LOAD_CODES;

/** Code and natural alignment (as a power of two) of every load. */
export const LOADS: Readonly<Record<LoadName, readonly [code: number, align: number]>> = LOAD_CODES;

const STORE_CODES = {
  "i32.store": [0x36, 2],
  "i64.store": [0x37, 3],
  "f32.store": [0x38, 2],
  "f64.store": [0x39, 3],
  "i32.store8": [0x3a, 0],
  "v128.store": [0xfd000b, 4],
} as const;

/** Instructions that write memory: address and value in. */
export type StoreName = keyof typeof STORE_CODES;

/** Code and natural alignment (as a power of two) of every store. */
export const STORES: Readonly<Record<StoreName, readonly [code: number, align: number]>> = STORE_CODES;

const LOAD_LANE_CODES = {
  "v128.load32_lane": [0xfd0056, 2],
  "v128.load64_lane": [0xfd0057, 3],
} as const;

/** Loads into one lane: address and vector in, vector out. */
export type LoadLaneName = keyof typeof LOAD_LANE_CODES;

/** Code and natural alignment (as a power of two) of every lane load. */
export const LOAD_LANES: Readonly<Record<LoadLaneName, readonly [code: number, align: number]>> =
  LOAD_LANE_CODES;

const STORE_LANE_CODES = {
  "v128.store32_lane": [0xfd005a, 2],
  "v128.store64_lane": [0xfd005b, 3],
} as const;

/** Stores of one lane: address and vector in. */
export type StoreLaneName = keyof typeof STORE_LANE_CODES;

/** Code and natural alignment (as a power of two) of every lane store. */
export const STORE_LANES: Readonly<Record<StoreLaneName, readonly [code: number, align: number]>> =
  STORE_LANE_CODES;
