import { afterAll, beforeAll, describe, expect, test } from "vitest";
import * as w from "../src/index";
import { setEngine, type Tensor, valueAndGrad } from "../src/index";
import { expectClose, golden, numbers, type Packed, unpack } from "./support/goldens";

interface Case {
  readonly activation: string;
  readonly args: Readonly<Record<string, number | boolean>>;
  readonly x: Packed;
  readonly y: Packed;
  readonly r: Packed;
  readonly grad_of_sum_r_y: Packed;
}

const cases = golden<Case>("keras_activations");

/** Keras's snake_case names as ours. */
const camel = (name: string): string => name.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase());

const functions = w as unknown as Readonly<Record<string, (x: Tensor, ...settings: unknown[]) => Tensor>>;

/** The activation of a case: the one setting stands alone, those of relu and threshold have names. */
function activationOf({ activation, args }: Case): (x: Tensor) => Tensor {
  if (activation === "relu") {
    return (x) =>
      w.relu(x, Object.fromEntries(Object.entries(args).map(([name, value]) => [camel(name), value])));
  }
  const settings =
    activation === "threshold" ? [args.threshold, args.default_value] : Object.values(args).slice(0, 1);
  return (x) => (functions[camel(activation)] as (typeof functions)[string])(x, ...settings);
}

describe.each(["reference", "wasm"] as const)("%s", (engine) => {
  beforeAll(() => setEngine(engine));
  afterAll(() => setEngine("wasm"));

  test.each(cases.map((c): [string, Case] => [`${c.activation} ${JSON.stringify(c.args)}`, c]))(
    "%s as Keras has it, with its slope",
    (_, c) => {
      const f = activationOf(c);
      const x = unpack(c.x, "float32");
      const y = f(x);
      expect(y.shape).toEqual(c.y.shape);
      expectClose(y.data(), numbers(c.y), 2e-6, "value");
      const [, slope] = valueAndGrad((at: Tensor) => f(at).mul(unpack(c.r, "float32")).sum())(x);
      const expected = numbers(c.grad_of_sum_r_y);
      // At 0 Keras counts both parts of celu, and ours is the slope that the function has there.
      if (c.activation === "celu") {
        const weights = numbers(c.r);
        for (const [i, at] of numbers(c.x).entries()) if (at === 0) expected[i] = weights[i] as number;
      }
      expectClose(slope.data(), expected, 1e-5, "slope");
    },
  );
});

test("every activation of Keras 3.15 is here", () => {
  const names = new Set(cases.map((c) => camel(c.activation)));
  expect([...names].filter((name) => typeof functions[name] !== "function")).toEqual([]);
  expect(names.size).toBeGreaterThan(25);
});
