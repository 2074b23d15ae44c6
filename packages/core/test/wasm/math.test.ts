import { describe, expect, it } from "vitest";
import { ModuleBuilder } from "../../src/engines/wasm/encoder";
import type { Binary, Unary } from "../../src/engines/wasm/math/lanes";
import { BINARY_F32, UNARY_F32, type UnaryName } from "./math-table";
import { FMA } from "./relaxed";

const LENGTH = 1 << 14;

/** Runs a function over arrays of any length, in pieces of LENGTH. */
function vectorise(
  emit: Unary | Binary,
  arity: 1 | 2,
  fma: boolean,
): (...inputs: Float32Array[]) => Float32Array {
  const memory = new WebAssembly.Memory({ initial: 4 });
  const module = new ModuleBuilder();
  module.importMemory("env", "memory");
  module.func(
    "map",
    ["i32"],
    [],
    (f) => {
      const i = f.local("i32");
      f.forRange(i, 0, f.param(0), 16, () => {
        const operands = Array.from({ length: arity }, (_, k) => {
          const operand = f.local("v128");
          f.get(i)
            .load("v128.load", k * LENGTH * 4)
            .set(operand);
          return operand;
        });
        f.get(i);
        (emit as (f: unknown, ...rest: unknown[]) => void)(f, ...operands, { fma });
        f.store("v128.store", 2 * LENGTH * 4);
      });
    },
    { export: true },
  );
  const instance = new WebAssembly.Instance(new WebAssembly.Module(module.toBytes()), { env: { memory } });
  const map = instance.exports.map as (bytes: number) => void;
  return (...inputs) => {
    const length = inputs[0]!.length;
    const out = new Float32Array(length);
    for (let at = 0; at < length; at += LENGTH) {
      const count = Math.min(LENGTH, length - at);
      inputs.forEach((input, k) => {
        new Float32Array(memory.buffer, k * LENGTH * 4, count).set(input.subarray(at, at + count));
      });
      map(count * 4);
      out.set(new Float32Array(memory.buffer, 2 * LENGTH * 4, count), at);
    }
    return out;
  };
}

function linear(low: number, high: number, count: number = 40_000): number[] {
  return Array.from({ length: count }, (_, i) => low + ((high - low) * i) / (count - 1));
}

/** Both signs, equally spaced in the logarithm. */
function logarithmic(low: number, high: number, count: number = 20_000): number[] {
  const positive = linear(Math.log(low), Math.log(high), count).map(Math.exp);
  return [...positive, ...positive.map((x) => -x)];
}

/** erf by its Taylor series and, beyond 3, by the continued fraction of erfc: float64 precision. */
function erf(x: number): number {
  const a = Math.abs(x);
  if (Number.isNaN(x)) return x;
  if (a > 6) return Math.sign(x);
  if (a < 3) {
    let term = a;
    let sum = a;
    for (let n = 1; n < 80; n++) {
      term *= (-a * a) / n;
      sum += term / (2 * n + 1);
    }
    return Math.sign(x) * (2 / Math.sqrt(Math.PI)) * sum;
  }
  let fraction = a;
  for (let n = 60; n > 0; n--) fraction = a + n / 2 / fraction;
  return Math.sign(x) * (1 - Math.exp(-a * a) / (Math.sqrt(Math.PI) * fraction));
}

interface Row {
  readonly oracle: (x: number) => number;
  readonly grid: number[];
  /** Whether the error is absolute; default relative. */
  readonly absolute?: boolean;
  /** Exact results at special points, beside NaN and what `oracle` says at 0, -0 and the infinities. */
  readonly exact?: [x: number, y: number][];
}

const sigmoid = (x: number): number => 1 / (1 + Math.exp(-x));
const small = logarithmic(1e-30, 1);

const ROWS: Record<UnaryName, Row> = {
  acos: {
    oracle: Math.acos,
    grid: [...linear(-1, 1), ...small],
    exact: [
      [1, 0],
      [1.5, NaN],
      [-2, NaN],
    ],
  },
  acosh: {
    oracle: Math.acosh,
    grid: [...linear(1, 10), ...logarithmic(1, 3e38).filter((x) => x > 1)],
    exact: [
      [1, 0],
      [0.5, NaN],
      [-1, NaN],
      [-1e20, NaN],
      [3, 1.762747174],
    ],
  },
  asin: {
    oracle: Math.asin,
    grid: [...linear(-1, 1), ...small],
    exact: [
      [1.5, NaN],
      [-2, NaN],
    ],
  },
  asinh: { oracle: Math.asinh, grid: [...linear(-10, 10), ...logarithmic(1e-30, 3e38)] },
  atan: { oracle: Math.atan, grid: [...linear(-10, 10), ...logarithmic(1e-30, 3e38)] },
  atanh: {
    oracle: Math.atanh,
    grid: [...linear(-0.999, 0.999), ...small],
    exact: [
      [1, Infinity],
      [-1, -Infinity],
      [1.5, NaN],
      [-1e30, NaN],
    ],
  },
  cos: {
    oracle: Math.cos,
    grid: [...linear(-20, 20), ...linear(-1e4, 1e4), ...logarithmic(1e4, 1e9)],
    absolute: true,
    exact: [[0, 1]],
  },
  cosh: {
    oracle: Math.cosh,
    grid: [...linear(-10, 10), ...linear(-89.4, 89.4)],
    exact: [
      [0, 1],
      [90, Infinity],
    ],
  },
  erf: { oracle: erf, grid: [...linear(-6, 6), ...small] },
  exp: {
    oracle: Math.exp,
    grid: [...linear(-2, 2), ...linear(-87.3, 88.72)],
    exact: [
      [0, 1],
      [88.8, Infinity],
      [1e30, Infinity],
      [-88, 0],
      [-1e30, 0],
    ],
  },
  exp2: {
    oracle: (x) => 2 ** x,
    grid: [...linear(-2, 2), ...linear(-125.9, 127.9)],
    exact: [
      [0, 1],
      [10, 1024],
      [-3, 0.125],
      [127, 2 ** 127],
      [-126, 2 ** -126],
      [128, Infinity],
      [-200, 0],
    ],
  },
  expm1: {
    oracle: Math.expm1,
    grid: [...linear(-20, 2), ...linear(2, 88.72), ...small],
    exact: [
      [89, Infinity],
      [-200, -1],
    ],
  },
  log: {
    oracle: Math.log,
    grid: [...linear(0.5, 2), ...logarithmic(1e-44, 3e38).filter((x) => x > 0)],
    exact: [
      [1, 0],
      [0, -Infinity],
      [-1, NaN],
      [-1e-40, NaN],
    ],
  },
  log1p: {
    oracle: Math.log1p,
    grid: [
      ...linear(-0.9999, 3),
      ...small.filter((x) => x > -1),
      ...logarithmic(1, 3e38).filter((x) => x > 0),
    ],
    exact: [
      [-1, -Infinity],
      [-1.5, NaN],
    ],
  },
  sigmoid: {
    oracle: sigmoid,
    grid: [...linear(-5, 5), ...linear(-87, 87)],
    exact: [
      [0, 0.5],
      [100, 1],
      [-100, 0],
    ],
  },
  sin: {
    oracle: Math.sin,
    grid: [...linear(-20, 20), ...linear(-1e4, 1e4), ...logarithmic(1e4, 1e9), ...small],
    absolute: true,
  },
  sinh: {
    oracle: Math.sinh,
    grid: [...linear(-10, 10), ...linear(-89.4, 89.4), ...small],
    exact: [
      [90, Infinity],
      [-90, -Infinity],
    ],
  },
  tan: { oracle: Math.tan, grid: [...linear(-1.5, 1.5), ...small] },
  tanh: {
    oracle: Math.tanh,
    grid: [...linear(-10, 10), ...small],
    exact: [
      [20, 1],
      [-20, -1],
    ],
  },
};

describe.each(FMA)("float32 lanes, fma %s", (fma) => {
  it.each(Object.keys(UNARY_F32) as UnaryName[])("%s is precise on its range", (name) => {
    const { oracle, grid, absolute = false } = ROWS[name];
    const x = Float32Array.from(grid);
    const y = vectorise(UNARY_F32[name], 1, fma)(x);
    let worst = 0;
    let where = 0;
    x.forEach((value, i) => {
      const expected = oracle(value);
      // Below the smallest normal number a relative error means nothing.
      if (Math.abs(expected) < 2 ** -126 || Math.abs(expected) > 3.4e38) return;
      const difference = Math.abs(y[i]! - expected) / (absolute ? 1 : Math.abs(expected));
      if (!(difference <= worst)) {
        worst = difference;
        where = value;
      }
    });
    expect(worst, `${name}(${where})`).toBeLessThan(3e-7);
  });

  it.each(Object.keys(UNARY_F32) as UnaryName[])("%s is exact at special points", (name) => {
    const { oracle, exact = [] } = ROWS[name];
    const points: [number, number][] = [[NaN, NaN], ...exact];
    for (const x of [0, -0, Infinity, -Infinity]) points.push([x, Math.fround(oracle(x))]);
    const y = vectorise(UNARY_F32[name], 1, fma)(Float32Array.from(points, ([x]) => x));
    points.forEach(([x, expected], i) => {
      expect(y[i], `${name}(${Object.is(x, -0) ? "-0" : x})`).toBe(Math.fround(expected));
    });
  });

  it.each(["sin", "cos", "tan"] as const)("%s is no NaN for any finite number", (name) => {
    const y = vectorise(UNARY_F32[name], 1, fma)(Float32Array.from(logarithmic(1e9, 3.4e38)));
    expect(y.every((value) => (name === "tan" ? !Number.isNaN(value) : Math.abs(value) <= 1.0000002))).toBe(
      true,
    );
  });

  it("NaN of any bits stays NaN", () => {
    const bits = Int32Array.from([
      -1, 0x7fc00000, 0x7fc00001, 0x7fffffff, -0x400000, -0x3ffffe, 0x7fe00100, 0x7fc000ff,
    ]);
    const x = new Float32Array(bits.buffer);
    for (const name of Object.keys(UNARY_F32) as UnaryName[]) {
      const y = vectorise(UNARY_F32[name], 1, fma)(x);
      expect(y.every(Number.isNaN), name).toBe(true);
    }
    const two = Float32Array.from(x, () => 2);
    for (const name of ["pow", "atan2"] as const) {
      const map = vectorise(BINARY_F32[name], 2, fma);
      expect([...map(x, two), ...map(two, x)].every(Number.isNaN), name).toBe(true);
    }
  });

  it("lanes do not disturb each other", () => {
    for (const name of Object.keys(UNARY_F32) as UnaryName[]) {
      const map = vectorise(UNARY_F32[name], 1, fma);
      const x = Float32Array.from([0.3, NaN, 0.7, Infinity, -0.2, 1e30, -0, 0.9]);
      const together = map(x);
      x.forEach((value, i) => {
        expect(together[i], `${name}(${value})`).toBe(
          map(Float32Array.from([value, value, value, value]))[0],
        );
      });
    }
  });

  it("pow is precise", () => {
    const bases = [...linear(0.01, 3, 400), ...linear(3, 1000, 200), ...logarithmic(1e-30, 1e30, 200)];
    const exponents = [...linear(-10, 10, 81), 0.5, 100.5, -127, 1e-20, 3e9];
    const pairs = bases.flatMap((x) => exponents.map((y) => [x, y] as const));
    const x = Float32Array.from(pairs, (pair) => pair[0]);
    const y = Float32Array.from(pairs, (pair) => pair[1]);
    const z = vectorise(BINARY_F32.pow, 2, fma)(x, y);
    let worst = 0;
    z.forEach((value, i) => {
      const expected = x[i]! ** y[i]!;
      if (Number.isNaN(expected)) expect(value).toBeNaN();
      else if (Math.abs(expected) > 3.4028235e38) expect(value).toBe(Math.fround(expected));
      else if (Math.abs(expected) < 2 ** -126)
        expect(Math.abs(value - expected)).toBeLessThanOrEqual(2 ** -149);
      else worst = Math.max(worst, Math.abs(value - expected) / Math.abs(expected));
    });
    expect(worst).toBeLessThan(1e-7);
  });

  it("pow does at special points what C does", () => {
    const values = [
      0,
      -0,
      1,
      -1,
      2,
      -2,
      3,
      -3,
      0.5,
      -0.5,
      2.5,
      -2.5,
      Infinity,
      -Infinity,
      NaN,
      1e30,
      -1e30,
      16777217,
    ];
    const pairs = values.flatMap((x) => values.map((y) => [x, y] as const));
    const z = vectorise(
      BINARY_F32.pow,
      2,
      fma,
    )(
      Float32Array.from(pairs, (pair) => pair[0]),
      Float32Array.from(pairs, (pair) => pair[1]),
    );
    pairs.forEach(([x, y], i) => {
      // C's pow differs from JavaScript's for bases of 1 and -1 only.
      const c = x === 1 || (x === -1 && Math.abs(y) === Infinity) ? 1 : Math.fround(x) ** Math.fround(y);
      const expected = Math.fround(c);
      const message = `pow(${x}, ${y})`;
      if (Number.isFinite(expected) && expected !== 0) {
        expect(Math.abs(z[i]! - expected), message).toBeLessThanOrEqual(Math.abs(expected) * 1e-7);
      } else {
        expect(z[i], message).toBe(expected);
      }
    });
  });

  it("atan2 is precise and takes signed zeros and infinities as JavaScript does", () => {
    const values = [
      0,
      -0,
      1,
      -1,
      1e-30,
      -1e30,
      Infinity,
      -Infinity,
      NaN,
      ...linear(-3, 3, 121),
      ...logarithmic(1e-10, 1e10, 50),
    ];
    const pairs = values.flatMap((y) => values.map((x) => [y, x] as const));
    const y = Float32Array.from(pairs, (pair) => pair[0]);
    const x = Float32Array.from(pairs, (pair) => pair[1]);
    const z = vectorise(BINARY_F32.atan2, 2, fma)(y, x);
    let worst = 0;
    z.forEach((value, i) => {
      const expected = Math.atan2(y[i]!, x[i]!);
      if (Number.isNaN(expected) || expected === 0) expect(value, `atan2(${y[i]}, ${x[i]})`).toBe(expected);
      else if (Math.abs(expected) < 2 ** -126) expect(Math.abs(value - expected)).toBeLessThan(2 ** -126);
      else worst = Math.max(worst, Math.abs(value - expected) / Math.abs(expected));
    });
    expect(worst).toBeLessThan(3e-7);
  });
});
