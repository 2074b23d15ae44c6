import type { DType } from "../../../graph/dtype";
import { each } from "../../../graph/each";
import { type Elementwise, MATH_UNARY } from "../../../primitives/elementwise";
import type { FunctionBuilder, Local, OpName } from "../encoder";
import type { EmitContext, HostFunction } from "./context";
import type { OpExpr } from "./lanes";

type Emit = (f: FunctionBuilder, args: readonly Local[], e: OpExpr, context: EmitContext) => void;

const dtypeOf = (e: OpExpr): DType => e.args[0]!.dtype;

function push(f: FunctionBuilder, args: readonly Local[]): FunctionBuilder {
  for (const arg of args) f.get(arg);
  return f;
}

/** The instruction for the dtype of the operands. */
const plain =
  (name: string, int?: OpName): Emit =>
  (f, args, e) => {
    const dtype = dtypeOf(e);
    push(f, args);
    if (dtype === "float64") f.op(`f64.${name}` as OpName);
    else if (dtype === "float32") f.op(`f32.${name}` as OpName);
    else if (int) f.op(int);
    else throw new Error(`${e.op}: has no instruction for ${dtype}`);
  };

/** A function of JavaScript's Math, in double precision. */
const host =
  (name: HostFunction, params = 1): Emit =>
  (f, args, e, context) => {
    const dtype = dtypeOf(e);
    for (const arg of args) {
      f.get(arg);
      if (dtype === "float32") f.op("f64.promote_f32");
      if (dtype === "int32") f.op("f64.convert_i32_s");
    }
    f.call(context.math(name, params));
    if (dtype === "float32") f.op("f32.demote_f64");
    if (dtype === "int32") f.op("i32.trunc_sat_f64_s");
  };

const same: Emit = (f, args) => {
  push(f, args);
};

const int =
  (op: OpName): Emit =>
  (f, args) => {
    push(f, args).op(op);
  };

const extremeInt = (f: FunctionBuilder, [a, b]: readonly Local[], compare: OpName): void => {
  push(f, [a as Local, b as Local, a as Local, b as Local])
    .op(compare)
    .op("select");
};

const sign: Emit = (f, [x], e) => {
  const a = x as Local;
  const dtype = dtypeOf(e);
  if (dtype === "int32") {
    f.get(a).i32(0).op("i32.gt_s").get(a).i32(0).op("i32.lt_s").op("i32.sub");
    return;
  }
  const t = dtype === "float64" ? "f64" : "f32";
  const zero = (): FunctionBuilder => (t === "f64" ? f.f64(0) : f.f32(0));
  const difference = f.local("i32");
  f.get(a);
  zero().op(`${t}.gt`).get(a);
  zero().op(`${t}.lt`).op("i32.sub").set(difference);
  // 0 and NaN are themselves.
  f.get(difference).op(`${t}.convert_i32_s`).get(a).get(difference).op("select").release(difference);
};

const cast: Emit = (f, [x], e) => {
  const from = dtypeOf(e);
  const to = e.dtype;
  f.get(x as Local);
  if (from === to || (from === "bool" && to === "int32")) return;
  if (to === "bool") {
    if (from === "int32") f.i32(0).op("i32.ne");
    else if (from === "float32") f.f32(0).op("f32.ne");
    else f.f64(0).op("f64.ne");
  } else if (to === "int32") f.op(from === "float32" ? "i32.trunc_sat_f32_s" : "i32.trunc_sat_f64_s");
  else if (to === "float32") f.op(from === "float64" ? "f32.demote_f64" : "f32.convert_i32_s");
  else f.op(from === "float32" ? "f64.promote_f32" : "f64.convert_i32_s");
};

/** Every elementwise operation on one number; the compiler names the one that is missing. */
export const scalarOps: { readonly [K in keyof Elementwise]: Emit } = {
  ...each(MATH_UNARY, (name) => host(name)),
  ...each(["erf", "sigmoid"], (name) => host(name)),
  sqrt: plain("sqrt"),
  floor: plain("floor"),
  ceil: plain("ceil"),
  round: plain("nearest"),
  neg: (f, [x], e) => {
    if (dtypeOf(e) === "int32")
      f.i32(0)
        .get(x as Local)
        .op("i32.sub");
    else plain("neg")(f, [x as Local], e, {} as EmitContext);
  },
  abs: (f, [x], e) => {
    const a = x as Local;
    if (dtypeOf(e) === "int32")
      f.get(a).i32(0).get(a).op("i32.sub").get(a).i32(0).op("i32.ge_s").op("select");
    else plain("abs")(f, [a], e, {} as EmitContext);
  },
  sign,
  relu: (f, [x], e) => {
    const a = x as Local;
    const dtype = dtypeOf(e);
    if (dtype === "int32") f.get(a).i32(0).get(a).i32(0).op("i32.gt_s").op("select");
    else if (dtype === "float32") f.get(a).f32(0).op("f32.max");
    else f.get(a).f64(0).op("f64.max");
  },
  identity: same,
  stopGradient: same,
  add: plain("add", "i32.add"),
  sub: plain("sub", "i32.sub"),
  mul: plain("mul", "i32.mul"),
  div: plain("div"),
  mod: host("mod", 2),
  pow: host("pow", 2),
  atan2: host("atan2", 2),
  maximum: (f, args, e, context) => {
    if (dtypeOf(e) === "int32") extremeInt(f, args, "i32.gt_s");
    else plain("max")(f, args, e, context);
  },
  minimum: (f, args, e, context) => {
    if (dtypeOf(e) === "int32") extremeInt(f, args, "i32.lt_s");
    else plain("min")(f, args, e, context);
  },
  equal: plain("eq", "i32.eq"),
  notEqual: plain("ne", "i32.ne"),
  less: plain("lt", "i32.lt_s"),
  lessEqual: plain("le", "i32.le_s"),
  greater: plain("gt", "i32.gt_s"),
  greaterEqual: plain("ge", "i32.ge_s"),
  logicalAnd: int("i32.and"),
  logicalOr: int("i32.or"),
  logicalXor: int("i32.xor"),
  logicalNot: int("i32.eqz"),
  bitAnd: int("i32.and"),
  bitOr: int("i32.or"),
  bitXor: int("i32.xor"),
  shiftLeft: int("i32.shl"),
  shiftRightLogical: int("i32.shr_u"),
  select: (f, [condition, a, b]) => {
    push(f, [a as Local, b as Local, condition as Local]).op("select");
  },
  cast,
};
