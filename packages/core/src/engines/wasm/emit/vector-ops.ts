import type { DType } from "../../../graph/dtype";
import { each } from "../../../graph/each";
import type { Elementwise } from "../../../primitives/elementwise";
import type { Expr } from "../../../schedule/ir";
import type { FunctionBuilder, Local, OpName } from "../encoder";
import { type RareUnary, rareBinary, rareUnary } from "../math";
import { exp, sigmoid } from "../math/exp";
import { tanh } from "../math/hyperbolic";
import type { Unary } from "../math/lanes";
import { log, log1p } from "../math/log";
import { pow } from "../math/pow";
import { cos, sin } from "../math/trig";
import type { EmitContext } from "./context";
import type { OpExpr } from "./lanes";

type Emit = (f: FunctionBuilder, args: readonly Local[], e: OpExpr, context: EmitContext) => void;

const dtypeOf = (e: OpExpr): DType => e.args[0]!.dtype;

function push(f: FunctionBuilder, args: readonly Local[]): FunctionBuilder {
  for (const arg of args) f.get(arg);
  return f;
}

/** One instruction for floats and one for integers. */
const plain =
  (float: OpName, int: OpName = float): Emit =>
  (f, args, e) => {
    push(f, args).op(dtypeOf(e) === "float32" ? float : int);
  };

const math =
  (emit: Unary): Emit =>
  (f, [x], _e, context) => {
    emit(f, x as Local, context);
  };

/** With the instructions that the operation brought along. */
const rare =
  (name: RareUnary): Emit =>
  (f, args, e, context) => {
    const emit = rareUnary.get(name);
    if (emit) emit(f, args[0] as Local, context);
    else laneByLane(f, args, dtypeOf(e), () => f.call(context.math(name, 1)));
  };

const same: Emit = (f, args) => {
  push(f, args);
};

/** What vectors have no instruction for, lane by lane, through `one`: f64 operands on the stack, f64 result. */
function laneByLane(f: FunctionBuilder, args: readonly Local[], dtype: DType, one: () => void): void {
  const float = dtype === "float32";
  const out = f.local("v128");
  push(f, args.slice(0, 1)).set(out);
  for (let lane = 0; lane < 4; lane++) {
    f.get(out);
    for (const arg of args) {
      f.get(arg).lane(float ? "f32x4.extract_lane" : "i32x4.extract_lane", lane);
      f.op(float ? "f64.promote_f32" : "f64.convert_i32_s");
    }
    one();
    f.op(float ? "f32.demote_f64" : "i32.trunc_sat_f64_s");
    f.lane(float ? "f32x4.replace_lane" : "i32x4.replace_lane", lane).set(out);
  }
  f.get(out).release(out);
}

/** From where on the reduction of an argument modulo pi/2 has too few digits in float64. */
const FAR = 1e9;

/** A function of angles; lanes far out are computed one by one, where it is told where in the circle they are. */
const angle =
  (emit: Emit, far: "farSin" | "farCos" | "farTan"): Emit =>
  (f, args, e, context) => {
    const [x] = args as [Local];
    const exact = context.math(far, 1);
    const [out, mask] = [f.local("v128"), f.local("v128")];
    emit(f, args, e, context);
    f.set(out);
    f.get(x).get(f.constI32x4(0x7fffffff)).op("v128.and").get(f.constF32x4(FAR)).op("f32x4.ge");
    f.set(mask)
      .get(mask)
      .op("v128.any_true")
      .if(() => {
        laneByLane(f, args, dtypeOf(e), () => f.call(exact));
        f.get(out).get(mask).op("v128.bitselect").set(out);
      });
    f.get(out).release(out);
    f.release(mask);
  };

/** With a number on the right, the shorter instruction that keeps a NaN on the left. */
const extreme =
  (exact: OpName, quick: OpName, int: OpName): Emit =>
  (f, [a, b], e) => {
    const known = (arg: Expr | undefined): boolean => arg?.kind === "const" && !Number.isNaN(arg.value);
    if (dtypeOf(e) !== "float32") push(f, [a as Local, b as Local]).op(int);
    else if (known(e.args[1])) push(f, [a as Local, b as Local]).op(quick);
    else if (known(e.args[0])) push(f, [b as Local, a as Local]).op(quick);
    else push(f, [a as Local, b as Local]).op(exact);
  };

const shift =
  (vector: OpName, scalar: OpName): Emit =>
  (f, [a, b], e) => {
    const by = e.args[1];
    if (by?.kind === "const") {
      f.get(a as Local)
        .i32(by.value)
        .op(vector);
      return;
    }
    const out = f.local("v128");
    f.get(a as Local).set(out);
    for (let lane = 0; lane < 4; lane++) {
      f.get(out)
        .get(a as Local)
        .lane("i32x4.extract_lane", lane)
        .get(b as Local)
        .lane("i32x4.extract_lane", lane);
      f.op(scalar).lane("i32x4.replace_lane", lane).set(out);
    }
    f.get(out).release(out);
  };

/** Floats by their sign bit, with a constant that is set once; V8 makes three instructions of f32x4.neg and abs. */
const signBit =
  (op: OpName, bits: number, int: OpName): Emit =>
  (f, [x], e) => {
    f.get(x as Local);
    if (dtypeOf(e) === "float32") f.get(f.constI32x4(bits)).op(op);
    else f.op(int);
  };

const sign: Emit = (f, [x], e) => {
  const a = x as Local;
  if (dtypeOf(e) !== "float32") {
    // (x > 0) - (x < 0) with masks of -1.
    const zero = f.constI32x4(0);
    f.get(a).get(zero).op("i32x4.lt_s").get(a).get(zero).op("i32x4.gt_s").op("i32x4.sub");
    return;
  }
  const zero = f.constF32x4(0);
  f.get(a).get(zero).op("f32x4.gt").get(f.constF32x4(1)).op("v128.and");
  f.get(a).get(zero).op("f32x4.lt").get(f.constF32x4(-1)).op("v128.and").op("v128.or");
  // NaN has no sign.
  f.get(a).get(a).op("f32x4.ne").get(a).op("v128.and").op("v128.or");
};

const cast: Emit = (f, [x], e) => {
  const from = dtypeOf(e);
  const to = e.dtype;
  f.get(x as Local);
  if (from === to) return;
  if (to === "bool") {
    if (from === "float32") f.get(f.constF32x4(0)).op("f32x4.ne");
    else f.get(f.constI32x4(0)).op("i32x4.ne");
  } else if (from === "bool") {
    f.get(to === "float32" ? f.constF32x4(1) : f.constI32x4(1)).op("v128.and");
  } else if (to === "float32") f.op("f32x4.convert_i32x4_s");
  else f.op("i32x4.trunc_sat_f32x4_s");
};

/** Every elementwise operation on four lanes; the compiler names the one that is missing. */
export const vectorOps: { readonly [K in keyof Elementwise]: Emit } = {
  ...each(["expm1", "asin", "acos", "atan", "sinh", "cosh", "asinh", "acosh", "atanh", "erf"], rare),
  exp: math(exp),
  log: math(log),
  log1p: math(log1p),
  sqrt: plain("f32x4.sqrt"),
  sin: angle(math(sin), "farSin"),
  cos: angle(math(cos), "farCos"),
  tan: angle(rare("tan"), "farTan"),
  tanh: math(tanh),
  sigmoid: math(sigmoid),
  floor: plain("f32x4.floor"),
  ceil: plain("f32x4.ceil"),
  round: plain("f32x4.nearest"),
  neg: signBit("v128.xor", 0x80000000, "i32x4.neg"),
  abs: signBit("v128.and", 0x7fffffff, "i32x4.abs"),
  sign,
  relu: (f, [x], e) => {
    // The smaller instruction keeps a NaN on its left.
    if (dtypeOf(e) === "float32")
      f.get(x as Local)
        .get(f.constF32x4(0))
        .op("f32x4.pmax");
    else
      f.get(x as Local)
        .get(f.constI32x4(0))
        .op("i32x4.max_s");
  },
  identity: same,
  stopGradient: same,
  add: plain("f32x4.add", "i32x4.add"),
  sub: plain("f32x4.sub", "i32x4.sub"),
  mul: plain("f32x4.mul", "i32x4.mul"),
  div: plain("f32x4.div"),
  mod: (f, args, e, context) => {
    const host = context.math("mod", 2);
    laneByLane(f, args, dtypeOf(e), () => f.call(host));
  },
  pow: (f, [x, y], _e, context) => {
    pow(f, x as Local, y as Local, context);
  },
  atan2: (f, [y, x], _e, context) => {
    const emit = rareBinary.get("atan2");
    if (emit) emit(f, y as Local, x as Local, context);
    else laneByLane(f, [y as Local, x as Local], "float32", () => f.call(context.math("atan2", 2)));
  },
  maximum: extreme("f32x4.max", "f32x4.pmax", "i32x4.max_s"),
  minimum: extreme("f32x4.min", "f32x4.pmin", "i32x4.min_s"),
  equal: plain("f32x4.eq", "i32x4.eq"),
  notEqual: plain("f32x4.ne", "i32x4.ne"),
  less: plain("f32x4.lt", "i32x4.lt_s"),
  lessEqual: plain("f32x4.le", "i32x4.le_s"),
  greater: plain("f32x4.gt", "i32x4.gt_s"),
  greaterEqual: plain("f32x4.ge", "i32x4.ge_s"),
  logicalAnd: plain("v128.and"),
  logicalOr: plain("v128.or"),
  logicalXor: plain("v128.xor"),
  logicalNot: plain("v128.not"),
  bitAnd: plain("v128.and"),
  bitOr: plain("v128.or"),
  bitXor: plain("v128.xor"),
  shiftLeft: shift("i32x4.shl", "i32.shl"),
  shiftRightLogical: shift("i32x4.shr_u", "i32.shr_u"),
  select: (f, [condition, a, b]) => {
    push(f, [a as Local, b as Local, condition as Local]).op("v128.bitselect");
  },
  cast,
};
