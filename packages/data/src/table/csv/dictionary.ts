import { textOf } from "./bytes";

const grown = (array: Int32Array, length: number): Int32Array<ArrayBuffer> => {
  const next = new Int32Array(length);
  next.set(array);
  return next;
};

/**
 * The distinct values of a column, as bytes, with a number each in the order in which they come first. No text
 * is made until all are known.
 */
export class Dictionary {
  /** How many there are. */
  size = 0;
  private pool = new Uint8Array(256);
  private starts = new Int32Array(16);
  private hashes = new Int32Array(16);
  private lines = new Int32Array(16);
  // Places are numbers of values plus 1; 0 is free.
  private places = new Int32Array(32);

  /** The hash of bytes; a scanner that hashes on its way does the same. */
  static hash(bytes: Uint8Array, from: number, to: number): number {
    let hash = 0;
    for (let i = from; i < to; i++) hash = Math.imul(hash, 31) + bytes[i]!;
    return hash | 0;
  }

  /** The number of a value, which is new when it is the size before. */
  numberOf(bytes: Uint8Array, from: number, to: number, hash: number, line: number): number {
    const { places, hashes, starts, pool } = this;
    const mask = places.length - 1;
    const length = to - from;
    for (let at = mixed(hash) & mask; ; at = (at + 1) & mask) {
      const place = places[at]!;
      if (place === 0) return this.add(at, bytes, from, to, hash, line);
      if (hashes[place - 1] !== hash) continue;
      const start = starts[place - 1]!;
      if (starts[place]! - start !== length) continue;
      let i = 0;
      while (i < length && pool[start + i] === bytes[from + i]) i++;
      if (i === length) return place - 1;
    }
  }

  private add(at: number, bytes: Uint8Array, from: number, to: number, hash: number, line: number): number {
    const number = this.size++;
    const start = this.starts[number]!;
    const end = start + to - from;
    if (number + 2 > this.starts.length) {
      this.starts = grown(this.starts, 2 * this.starts.length);
      this.hashes = grown(this.hashes, 2 * this.hashes.length);
      this.lines = grown(this.lines, 2 * this.lines.length);
    }
    if (end > this.pool.length) {
      const pool = new Uint8Array(Math.max(end, 2 * this.pool.length));
      pool.set(this.pool);
      this.pool = pool;
    }
    for (let i = from, to = start; to < end; i++, to++) this.pool[to] = bytes[i]!;
    this.starts[number + 1] = end;
    this.hashes[number] = hash;
    this.lines[number] = line;
    this.places[at] = number + 1;
    if (2 * this.size > this.places.length) this.spread();
    return number;
  }

  private spread(): void {
    const places = new Int32Array(2 * this.places.length);
    const mask = places.length - 1;
    for (let number = 0; number < this.size; number++) {
      let at = mixed(this.hashes[number]!) & mask;
      while (places[at] !== 0) at = (at + 1) & mask;
      places[at] = number + 1;
    }
    this.places = places;
  }

  /** The line on which a value comes first. */
  lineOf(number: number): number {
    return this.lines[number]!;
  }

  /** The bytes of a value: the array, from, to. */
  bytesOf(number: number): [Uint8Array, number, number] {
    return [this.pool, this.starts[number]!, this.starts[number + 1]!];
  }

  /** The values as texts; `refuse` makes the error for a value that is no UTF-8. */
  texts(refuse: (number: number) => Error): string[] {
    const texts = new Array<string>(this.size);
    for (let number = 0; number < this.size; number++) {
      try {
        texts[number] = textOf(this.pool, this.starts[number]!, this.starts[number + 1]!);
      } catch {
        throw refuse(number);
      }
    }
    return texts;
  }
}

const mixed = (hash: number): number => {
  const h = Math.imul(hash ^ (hash >>> 15), 0x85ebca6b);
  return h ^ (h >>> 13);
};
