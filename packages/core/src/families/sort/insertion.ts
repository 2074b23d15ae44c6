import type { FunctionBuilder, Local } from "../../engines/wasm/encoder";
import type { Keys } from "./keys";

/** Bytes of scratch memory that {@link insertionSort} takes for rows of a length. */
export function insertionScratch(keys: Keys, length: number): number {
  return (keys.bits / 8) * length;
}

/**
 * Writes the positions of one short row in the order of its keys: each key moves down past those that are greater, so
 * equal ones stay in order.
 */
export function insertionSort(
  f: FunctionBuilder,
  keys: Keys,
  row: { readonly from: Local; readonly to: Local; readonly length: number; readonly bytes: number },
  scratch: Local,
): void {
  const { type } = keys;
  const size = keys.bits / 8;
  const i = f.local("i32");
  const key = f.local(type);
  const before = f.local(type);
  const source = f.local("i32");
  /** The place before the one that is free, among the keys and among the positions. */
  const [at, place] = [f.local("i32"), f.local("i32")];
  f.get(row.from).set(source);
  f.forRange(i, 0, row.length, 1, () => {
    keys.push(f, source);
    f.set(key);
    f.get(scratch).get(i).i32(1).op("i32.sub").i32(size).op("i32.mul").op("i32.add").set(at);
    f.get(row.to).get(i).i32(1).op("i32.sub").i32(4).op("i32.mul").op("i32.add").set(place);
    f.block((done) => {
      f.loop((again) => {
        f.get(at).get(scratch).op("i32.lt_u").brIf(done);
        f.get(at).load(`${type}.load`).tee(before).get(key).op(`${type}.le_u`).brIf(done);
        f.get(at).get(before).store(`${type}.store`, size);
        f.get(place).get(place).load("i32.load").store("i32.store", 4);
        f.get(at).i32(size).op("i32.sub").set(at);
        f.get(place).i32(4).op("i32.sub").set(place);
        f.br(again);
      });
    });
    f.get(at).get(key).store(`${type}.store`, size);
    f.get(place).get(i).store("i32.store", 4);
    f.get(source).i32(row.bytes).op("i32.add").set(source);
  });
  for (const local of [i, key, before, source, at, place]) f.release(local);
}
