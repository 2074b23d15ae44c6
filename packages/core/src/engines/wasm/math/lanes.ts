import type { FunctionBuilder, Local, OpName } from "../encoder";

/** How the emitted mathematics may compute. */
export interface MathContext {
  /** Whether to write `f32x4.relaxed_madd`; else a multiplication and an addition. Needs relaxed SIMD. */
  readonly fma: boolean;
}

/**
 * A function of four float32 lanes, emitted inline: reads the v128 local `x`, leaves its result (v128) on the stack,
 * changes no local of the caller.
 */
export type Unary = (f: FunctionBuilder, x: Local, ctx: MathContext) => void;

/** As {@link Unary}, with two operands. */
export type Binary = (f: FunctionBuilder, x: Local, y: Local, ctx: MathContext) => void;

/** Writes instructions that leave one value on the stack. */
export type Push = () => void;

/** A value: a local, a number (four times, as float32, hoisted out of loops), or instructions to write. */
export type Expr = Local | number | Push;

/**
 * Writes vector expressions as nested calls instead of stack code.
 *
 * @example
 * const v = new Lanes(f, { fma: false });
 * const square = v.keep(v.mul(x, x));
 * v.result(v.madd(square, 0.5, x)); // leaves 0.5 x^2 + x on the stack
 */
export class Lanes {
  readonly #f: FunctionBuilder;
  readonly #fma: boolean;
  readonly #kept: Local[] = [];

  constructor(f: FunctionBuilder, ctx: MathContext) {
    this.#f = f;
    this.#fma = ctx.fma;
  }

  /** Any instruction without immediates, with its operands. */
  op(name: OpName, ...operands: Expr[]): Push {
    return () => {
      for (const operand of operands) this.#push(operand);
      this.#f.op(name);
    };
  }

  /** `a + b`. */
  add(a: Expr, b: Expr): Push {
    return this.op("f32x4.add", a, b);
  }

  /** `a - b`. */
  sub(a: Expr, b: Expr): Push {
    return this.op("f32x4.sub", a, b);
  }

  /** `a * b`. */
  mul(a: Expr, b: Expr): Push {
    return this.op("f32x4.mul", a, b);
  }

  /** `a / b`. */
  div(a: Expr, b: Expr): Push {
    return this.op("f32x4.div", a, b);
  }

  /** `a * b + c`, rounded once or twice. */
  madd(a: Expr, b: Expr, c: Expr): Push {
    return this.#fma ? this.op("f32x4.relaxed_madd", a, b, c) : this.add(this.mul(a, b), c);
  }

  /** A polynomial in the local `x` by Horner's rule; coefficients from the highest power down. */
  polynomial(x: Local, coefficients: readonly number[]): Push {
    return coefficients.slice(1).reduce<Push>(
      (sum, coefficient) => this.madd(sum, x, coefficient),
      () => this.#push(coefficients[0]!),
    );
  }

  /** A polynomial in the local `x` (two float64 lanes) by Horner's rule; coefficients from the highest power down. */
  polynomial64(x: Local, coefficients: readonly number[]): Push {
    return coefficients
      .slice(1)
      .reduce<Push>(
        (sum, c) => this.op("f64x2.add", this.op("f64x2.mul", sum, x), this.f64(c)),
        this.f64(coefficients[0]!),
      );
  }

  /** Four times the same 32 bits. */
  bits(value: number): Push {
    return () => void this.#f.get(this.#f.constI32x4(value));
  }

  /** Two times the same float64. */
  f64(value: number): Push {
    return () => void this.#f.get(this.#f.constF64x2(value));
  }

  /** Integer lanes shifted by a constant. */
  shift(
    name: "i32x4.shl" | "i32x4.shr_s" | "i32x4.shr_u" | "i64x2.shl" | "i64x2.shr_s",
    a: Expr,
    by: number,
  ): Push {
    return () => {
      this.#push(a);
      this.#f.i32(by).op(name);
    };
  }

  /** Lanes of 32 bits picked from `a` (0-3) and `b` (4-7). */
  shuffle32(a: Expr, b: Expr, lanes: readonly [number, number, number, number]): Push {
    return () => {
      this.#push(a);
      this.#push(b);
      this.#f.shuffle(lanes.flatMap((lane) => [lane * 4, lane * 4 + 1, lane * 4 + 2, lane * 4 + 3]));
    };
  }

  /** Bits of `yes` where `mask` has ones, of `no` elsewhere. */
  select(mask: Expr, yes: Expr, no: Expr): Push {
    return this.op("v128.bitselect", yes, no, mask);
  }

  /** `x` held between two numbers; NaN stays NaN (pmin and pmax keep their first operand then). */
  clamp(x: Expr, low: number, high: number): Push {
    return this.op("f32x4.pmin", this.op("f32x4.pmax", x, low), high);
  }

  /** `|x|`, with a mask that is set once: V8 makes three instructions of f32x4.abs. */
  abs(x: Expr): Push {
    return this.op("v128.and", x, this.bits(0x7fffffff));
  }

  /** The sign bits of `x`. */
  signOf(x: Expr): Push {
    return this.op("v128.and", x, this.bits(0x80000000));
  }

  /** `magnitude`, which is not negative, with the sign of `x`. */
  withSignOf(x: Expr, magnitude: Expr): Push {
    return this.op("v128.or", magnitude, this.signOf(x));
  }

  /** Computes a value now and keeps it in a local until {@link result}. */
  keep(value: Expr): Local {
    const local = this.#f.local("v128");
    this.#push(value);
    this.#f.set(local);
    this.#kept.push(local);
    return local;
  }

  /** Leaves a value on the stack and gives all kept locals back. */
  result(value: Expr): void {
    this.#push(value);
    for (const local of this.#kept.splice(0)) this.#f.release(local);
  }

  #push(value: Expr): void {
    if (typeof value === "function") value();
    else if (typeof value === "number") this.#f.get(this.#f.constF32x4(value));
    else this.#f.get(value);
  }
}
