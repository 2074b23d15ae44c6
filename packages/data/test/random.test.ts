import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type NdArray, ndarray, type RandomState, randomState, toNested } from "../src";
import { Mt19937 } from "../src/random/mt19937";
import { type Case, expectClose, flat, golden, numbers, rows } from "./support/goldens";

const { cases } = golden("rng");

/** One golden call on a stream. */
const call = (random: RandomState, { fn, args, out }: Case): ArrayLike<unknown> => {
  switch (fn) {
    case "random_sample":
      return random.random(args.size);
    case "rand":
      return random.random(out.data.length);
    case "uniform":
      return random.uniform(args.low, args.high, args.size);
    case "standard_normal":
      return random.normal(0, 1, args.size);
    case "normal":
      return random.normal(args.loc, args.scale, args.size);
    case "randn":
      return random.normal(0, 1, out.data.length);
    case "randint":
      return random.randint(args.low, args.high, args.size);
    case "permutation":
      return random.permutation(args.n);
    case "permutation_rows":
      return random.permutation(rows(args.x)).flat();
    case "shuffle":
      return random.shuffle(Int32Array.from(numbers(args.x)));
    case "shuffle_list":
      return random.shuffle([...args.x]);
    case "choice":
      return random.choice(args.a, {
        size: args.size,
        replace: args.replace,
        ...(args.p ? { p: args.p } : {}),
      });
    case "exponential":
      return random.exponential(args.scale, args.size);
    case "binomial_via_uniform":
      return Array.from(random.random(args.size), (u) => u < args.p);
    default:
      throw new Error(`no call for ${fn}`);
  }
};

const check = (random: RandomState, item: Case): void => {
  const received = Array.from(call(random, item));
  // log and sqrt may differ from libm in the last bit; all else must be equal.
  const gauss = /normal|randn|exponential/.test(item.fn);
  if (gauss) expectClose(received as number[], numbers(item.out), 1e-14);
  else expect(received).toEqual(flat(item.out));
};

describe.each(cases.map((c) => [c.seed, c] as const))("NumPy's RandomState(%i)", (seed, item) => {
  it("has the same state and words", () => {
    const bits = new Mt19937(seed);
    expect([...bits.key.slice(0, 5)]).toEqual(item.mt_key_first5);
    expect(bits.key[623]).toBe(item.mt_key_last);
    expect(bits.position).toBe(item.pos);
    const random = randomState(seed);
    expect(item.uint32_first5.map(() => random.uint32())).toEqual(item.uint32_first5);
  });

  it("has the same doubles across blocks", () => {
    const all = randomState(seed).random(1500);
    expect([...all.slice(620, 630)]).toEqual(numbers(item.random_sample_index_620_630));
    expect([...all.slice(1495, 1500)]).toEqual(numbers(item.random_sample_index_1495_1500));
    expectClose([all.reduce((sum, u) => sum + u, 0)], [item.sum_first_1500], 1e-12);
  });

  it.each((item.fresh as Case[]).map((f, i): [string, number, Case] => [f.fn, i, f]))(
    "%s (%i) on a fresh stream",
    (_fn, _i, f) => {
      const random = randomState(seed);
      check(random, f);
      if (f.next_random !== undefined) expect(random.random()).toBe(f.next_random);
    },
  );

  it("keeps one stream through a sequence of calls", () => {
    const random = randomState(seed);
    for (const f of item.sequence) check(random, f);
  });
});

describe("randomState", () => {
  it("goes on with a stream that it is given", () => {
    const random = randomState(1);
    expect(randomState(random)).toBe(random);
  });

  it("takes a fresh seed when none is given", () => {
    expect(randomState().random()).not.toBe(randomState().random());
  });

  it.each([-1, 1.5, 2 ** 32, Number.NaN])("refuses the seed %s", (seed) => {
    expect(() => randomState(seed)).toThrow(
      /randomState: expected a whole number from 0 to 4294967295, received/,
    );
  });

  it("draws whole numbers beyond 32 bits within their range", () => {
    const random = randomState(3);
    const values = random.randint(0, 2 ** 40, 200);
    expect(values.every((v) => Number.isInteger(v) && v >= 0 && v < 2 ** 40)).toBe(true);
    expect(values.some((v) => v > 2 ** 33)).toBe(true);
  });

  it("says what is wrong with arguments", () => {
    const random = randomState(0);
    expect(() => random.randint(3, 3)).toThrow(/low below high/);
    expect(() => random.normal(0, -1)).toThrow(/standard deviation of at least 0, received 0 and -1/);
    expect(() => random.uniform(0, Infinity)).toThrow(/finite low and high/);
    expect(() => random.exponential(-1)).toThrow(/mean of at least 0/);
    expect(() => random.random(-1)).toThrow(/size as a whole number/);
    expect(() => random.permutation(1.5)).toThrow(/size as a whole number/);
    expect(() => random.choice(3, { size: 4, replace: false })).toThrow(
      /at most 3 without replacement, received 4/,
    );
    expect(() => random.choice(0)).toThrow(/something to choose from/);
    expect(() => random.choice(2, { p: [0.5, 0.6] })).toThrow(/sum to 1/);
    expect(() => random.choice(3, { p: [1, 0, 0], size: 2, replace: false })).toThrow(/chances above 0/);
  });

  it("shuffles into a permutation, whatever the seed", () => {
    fc.assert(
      fc.property(fc.nat(4294967295), fc.array(fc.integer()), (seed, list) => {
        const shuffled = randomState(seed).permutation(list);
        expect([...shuffled].sort((a, b) => a - b)).toEqual([...list].sort((a, b) => a - b));
      }),
    );
  });
});

describe("ndarray", () => {
  it("takes nested numbers and typed arrays", () => {
    expect(
      ndarray([
        [1, 2, 3],
        [4, 5, 6],
      ]),
    ).toEqual({ data: new Float64Array([1, 2, 3, 4, 5, 6]), shape: [2, 3] });
    const data = new Float32Array(6);
    expect(ndarray(data, [3, 2]).data).toBe(data);
    expect(ndarray(5).shape).toEqual([]);
  });

  it("round-trips nested numbers", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 4 }), fc.integer({ min: 1, max: 4 }), (n, m) => {
        const nested = Array.from({ length: n }, (_, i) => Array.from({ length: m }, (_, j) => i * m + j));
        expect(toNested(ndarray(nested))).toEqual(nested);
      }),
    );
    expect(toNested({ data: new Float64Array(0), shape: [0, 3] })).toEqual([]);
    expect(toNested(ndarray(7))).toBe(7);
  });

  it("refuses ragged rows and shapes that do not fit", () => {
    expect(() => ndarray([[1, 2], [3]])).toThrow(/expected 2 entries along axis 1, received 1/);
    expect(() => ndarray([[1], ["a" as never]])).toThrow(/received "a"/);
    expect(() => ndarray([1, 2, 3], [2, 2])).toThrow(/expected 4 values for shape \[2, 2\], received 3/);
    expect(() => ndarray([1], [-1])).toThrow(/-1 is no length/);
    expect(() => toNested({ data: new Float64Array(3), shape: [2] } as NdArray)).toThrow(/received 3/);
  });
});
