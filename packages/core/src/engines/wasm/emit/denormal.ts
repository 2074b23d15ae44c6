import { isFloat } from "../../../graph/dtype";
import type { Expr } from "../../../schedule/ir";
import type { FunctionBuilder, Local } from "../encoder";

/** Results of these are 0 or far from it, whatever they are given. */
const NEVER: ReadonlySet<string> = new Set("exp sigmoid log sqrt cos sign floor ceil round".split(" "));
/** These give one of their operands. */
const ONE_OF: ReadonlySet<string> = new Set(
  "relu neg abs identity stopGradient maximum minimum select".split(" "),
);

/**
 * Whether a float32 value is never denormal, so that it need not be looked at. A sum with a number that is not tiny is
 * a multiple of that number's last bit.
 */
export function neverDenormal(e: Expr): boolean {
  if (e.kind === "const") return e.value === 0 || Math.abs(e.value) >= 2 ** -100;
  if (e.kind !== "op") return e.kind === "index";
  if (e.op === "add" || e.op === "sub") {
    return e.args.some((arg) => arg.kind === "const" && Math.abs(arg.value) >= 2 ** -100);
  }
  if (ONE_OF.has(e.op)) return e.args.every((arg) => arg.dtype === "bool" || neverDenormal(arg));
  return NEVER.has(e.op) || (e.op === "cast" && !isFloat((e.args[0] as Expr).dtype));
}

/** Numbers whose magnitude is below the smallest normal one become 0; NaN stays. */
export function pushFlushed(f: FunctionBuilder, value: Local): void {
  f.get(value);
  f.get(value)
    .get(f.constI32x4(0x7fffffff))
    .op("v128.and")
    .get(f.constF32x4(2 ** -126))
    .op("f32x4.lt");
  f.op("v128.andnot");
}
