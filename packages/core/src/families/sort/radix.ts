import type { FuncRef, FunctionBuilder, Local, ModuleBuilder } from "../../engines/wasm/encoder";
import type { Keys } from "./keys";

/** Rows from this length on are cut into digits of 11 bits instead of 8: fewer passes, more to count. */
const LONG = 1 << 12;

/** A running function does not reach optimised code, so long rows are worked on in stretches. */
const STRETCH = 1 << 14;

interface Layout {
  readonly digit: number;
  readonly passes: number;
  readonly buckets: number;
  /** A key with its position: 8 bytes with the key in the lower half, or 8 bytes of key and then the position. */
  readonly pair: 8 | 16;
  /** Bytes of all counters. */
  readonly counters: number;
}

function layoutOf(keys: Keys, length: number): Layout {
  const digit = length >= LONG ? 11 : 8;
  const passes = Math.ceil(keys.bits / digit);
  const buckets = 2 ** digit;
  return { digit, passes, buckets, pair: keys.bits === 32 ? 8 : 16, counters: passes * buckets * 4 };
}

/** Bytes of scratch memory that {@link RadixSort} takes for rows of a length: counters, and pairs twice. */
export function radixScratch(keys: Keys, length: number): number {
  const { counters, pair } = layoutOf(keys, length);
  return counters + 2 * pair * length;
}

/**
 * The radix sort that begins with the lowest digit (Knuth, The Art of Computer Programming 5.2.5): pairs of key and
 * position are dealt into buckets, digit by digit, each time in order, which keeps equal keys in order. All digits are
 * counted in one walk; a digit that is the same everywhere needs no dealing.
 */
export class RadixSort {
  private readonly layout: Layout;
  private readonly count: FuncRef;
  private readonly sum: FuncRef;
  private readonly deal: FuncRef;
  private readonly finish: FuncRef;

  constructor(
    module: ModuleBuilder,
    name: string,
    private readonly keys: Keys,
    private readonly length: number,
    private readonly bytes: number,
  ) {
    this.layout = layoutOf(keys, length);
    this.count = this.emitCount(module, `${name} count`);
    this.sum = this.emitSum(module, `${name} sum`);
    this.deal = this.emitDeal(module, `${name} deal`, false);
    this.finish = this.emitDeal(module, `${name} finish`, true);
  }

  /** Writes the positions of the row at `from`, in the order of its keys, to `to`. */
  row(f: FunctionBuilder, from: Local, to: Local, scratch: Local): void {
    const { length } = this;
    const { passes, buckets, digit, pair, counters } = this.layout;
    const [first, second, at, end, held] = ["", "", "", "", ""].map(() => f.local("i32")) as [
      Local,
      Local,
      Local,
      Local,
      Local,
    ];
    f.get(scratch).i32(counters).op("i32.add").set(first);
    f.get(first)
      .i32(pair * length)
      .op("i32.add")
      .set(second);
    f.get(scratch).i32(0).i32(counters).memoryFill();
    this.stretches(f, at, end, () => {
      f.get(from).get(scratch).get(first).get(at).get(end).call(this.count);
    });
    for (let pass = 0; pass < passes; pass++) {
      const table = pass * buckets * 4;
      const last = pass === passes - 1;
      // Whether all keys have the digit of the first one.
      this.pushDigit(f, first, () => f.i32(pass * digit));
      f.i32(2).op("i32.shl").get(scratch).op("i32.add").load("i32.load", table).i32(length).op("i32.eq");
      f.if(
        () => {
          if (!last) return;
          // Positions are in order already.
          f.forRange(at, 0, length, 1, () => {
            f.get(to).get(at).i32(4).op("i32.mul").op("i32.add");
            f.get(first)
              .get(at)
              .i32(pair)
              .op("i32.mul")
              .op("i32.add")
              .load("i32.load", pair / 2);
            f.store("i32.store");
          });
        },
        () => {
          f.get(scratch).i32(table).op("i32.add").call(this.sum);
          this.stretches(f, at, end, () => {
            f.get(first)
              .get(last ? to : second)
              .get(scratch)
              .i32(table)
              .op("i32.add")
              .i32(pass * digit)
              .get(at)
              .get(end)
              .call(last ? this.finish : this.deal);
          });
          if (!last) f.get(first).set(held).get(second).set(first).get(held).set(second);
        },
      );
    }
    for (const local of [first, second, at, end, held]) f.release(local);
  }

  private stretches(f: FunctionBuilder, at: Local, end: Local, body: () => void): void {
    const { length } = this;
    f.forRange(at, 0, length, STRETCH, () => {
      if (length <= STRETCH) f.i32(length).set(end);
      else {
        f.get(at).i32(STRETCH).op("i32.add").set(end);
        f.get(end).i32(length).get(end).i32(length).op("i32.lt_s").op("select").set(end);
      }
      body();
    });
  }

  /** Pushes a digit of the key at an address. */
  private pushDigit(f: FunctionBuilder, address: Local, shift: () => void): void {
    f.get(address).load(`${this.keys.type}.load`);
    shift();
    if (this.keys.type === "i64") f.op("i64.extend_i32_u").op("i64.shr_u").op("i32.wrap_i64");
    else f.op("i32.shr_u");
    f.i32(this.layout.buckets - 1).op("i32.and");
  }

  /** `(row, counters, pairs, begin, end)`: writes pairs and counts every digit of their keys. */
  private emitCount(module: ModuleBuilder, name: string): FuncRef {
    const { keys, bytes } = this;
    const { passes, buckets, digit, pair } = this.layout;
    return module.func(name, ["i32", "i32", "i32", "i32", "i32"], [], (f) => {
      const [row, counters, pairs, begin, end] = [0, 1, 2, 3, 4].map((i) => f.param(i)) as Local[] as [
        Local,
        Local,
        Local,
        Local,
        Local,
      ];
      const key = f.local(keys.type);
      const [i, from, to, at] = ["", "", "", ""].map(() => f.local("i32")) as [Local, Local, Local, Local];
      f.get(row).get(begin).i32(bytes).op("i32.mul").op("i32.add").set(from);
      f.get(pairs).get(begin).i32(pair).op("i32.mul").op("i32.add").set(to);
      f.forRange(i, begin, end, 1, () => {
        keys.push(f, from);
        f.set(key);
        f.get(to).get(key).store(`${keys.type}.store`);
        f.get(to)
          .get(i)
          .store("i32.store", pair / 2);
        for (let pass = 0; pass < passes; pass++) {
          f.get(key);
          if (keys.type === "i64") {
            f.i64(BigInt(pass * digit))
              .op("i64.shr_u")
              .op("i32.wrap_i64");
          } else f.i32(pass * digit).op("i32.shr_u");
          f.i32(buckets - 1)
            .op("i32.and")
            .i32(2)
            .op("i32.shl")
            .get(counters)
            .op("i32.add")
            .tee(at);
          f.get(at)
            .load("i32.load", pass * buckets * 4)
            .i32(1)
            .op("i32.add")
            .store("i32.store", pass * buckets * 4);
        }
        f.get(from).i32(bytes).op("i32.add").set(from);
        f.get(to).i32(pair).op("i32.add").set(to);
      });
    });
  }

  /** `(counters)`: counts become the number of keys in lower buckets. */
  private emitSum(module: ModuleBuilder, name: string): FuncRef {
    return module.func(name, ["i32"], [], (f) => {
      const at = f.param(0);
      const [i, sum, count] = ["", "", ""].map(() => f.local("i32")) as [Local, Local, Local];
      f.i32(0).set(sum);
      f.forRange(i, 0, this.layout.buckets, 1, () => {
        f.get(at).load("i32.load").set(count);
        f.get(at).get(sum).store("i32.store");
        f.get(sum).get(count).op("i32.add").set(sum);
        f.get(at).i32(4).op("i32.add").set(at);
      });
    });
  }

  /** `(pairs, to, counters, shift, begin, end)`: moves pairs, or in the end their positions alone, to their buckets. */
  private emitDeal(module: ModuleBuilder, name: string, last: boolean): FuncRef {
    const { pair } = this.layout;
    const step = last ? 4 : pair;
    return module.func(name, ["i32", "i32", "i32", "i32", "i32", "i32"], [], (f) => {
      const [pairs, to, counters, shift, begin, end] = [0, 1, 2, 3, 4, 5].map((i) =>
        f.param(i),
      ) as Local[] as [Local, Local, Local, Local, Local, Local];
      const [i, from, bucket, place] = ["", "", "", ""].map(() => f.local("i32")) as [
        Local,
        Local,
        Local,
        Local,
      ];
      f.get(pairs).get(begin).i32(pair).op("i32.mul").op("i32.add").set(from);
      f.forRange(i, begin, end, 1, () => {
        this.pushDigit(f, from, () => f.get(shift));
        f.i32(2).op("i32.shl").get(counters).op("i32.add").tee(bucket).load("i32.load").set(place);
        f.get(bucket).get(place).i32(1).op("i32.add").store("i32.store");
        f.get(to).get(place).i32(step).op("i32.mul").op("i32.add").set(place);
        f.get(place).get(from);
        if (last) f.load("i32.load", pair / 2).store("i32.store");
        else {
          f.load("i64.load").store("i64.store");
          if (pair === 16) f.get(place).get(from).load("i32.load", 8).store("i32.store", 8);
        }
        f.get(from).i32(pair).op("i32.add").set(from);
      });
    });
  }
}
