import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { extensionVjps } from "../src/autodiff/rules/extension";
import { vjpRules } from "../src/autodiff/rules/index";
import {
  erf,
  grad,
  jacobian,
  jit,
  jvp,
  maxPool,
  type PrimitiveName,
  randomBits,
  randomKey,
  setEngine,
  type Tensor,
  tensor,
  topological,
  zeros,
} from "../src/index";
import { apply } from "../src/ops/tensor";
import { differences, expectSlopes } from "./support/differences";
import { domains, generator, sample, sizeOf } from "./support/numbers";
import type { OpRow } from "./support/op-row";
import { opTable, titleOf } from "./support/op-table";
import { type Operand, type Sample, samples } from "./support/primitive-samples";

// The scalar form of erf comes with its operation.
erf(0);

const SOURCES = ["constant", "input", "state", "iota"];

test("every primitive of the table has samples, or no operands", () => {
  expect(Object.keys(vjpRules).sort()).toEqual([...Object.keys(samples), ...SOURCES].sort());
  for (const [name, list] of Object.entries(samples)) expect(list.length, name).toBeGreaterThan(0);
});

const isFloat = (x: Tensor): boolean => x.dtype === "float64";

function make({ shape, domain, dtype, values }: Operand, random: () => number): Tensor {
  if (values) return tensor(values, { shape, dtype: dtype ?? "float64" });
  return sample(shape, dtype ?? "float64", domain ?? domains.any, random);
}

/** A function of its float operands alone, of one number: the results times numbers of no symmetry. */
function lossOf(
  call: (operands: readonly Tensor[]) => readonly Tensor[],
  at: readonly Tensor[],
  seed: string,
): (floats: readonly Tensor[]) => Tensor {
  return (floats) => {
    let next = 0;
    const random = generator(`${seed} weights`);
    const results = call(at.map((x) => (isFloat(x) ? (floats[next++] as Tensor) : x))).filter(isFloat);
    return results
      .map((r) => r.mul(sample(r.shape, "float64", domains.positive, random)).sum())
      .reduce((a, b) => a.add(b), tensor(0, { dtype: "float64" }));
  };
}

/** Gradients, gradients of gradients and forward products, against differences. */
function expectDerivatives(
  call: (operands: readonly Tensor[]) => readonly Tensor[],
  at: readonly Tensor[],
  what: string,
  stops = false,
): void {
  const loss = lossOf(call, at, what);
  const floats = at.filter(isFloat);
  const random = generator(`${what} along`);
  const along = floats.map((x) => sample(x.shape, "float64", domains.any, random));
  const dot = (gs: readonly Tensor[]): Tensor =>
    gs.map((g, i) => g.mul(along[i] as Tensor).sum()).reduce((a, b) => a.add(b));
  const slope = (xs: readonly Tensor[]): Tensor => dot(grad(loss)(xs));
  const none = floats.map((x) => new Array<number>(sizeOf(x.shape)).fill(0));
  const first = stops ? none : differences(jit(loss), floats, 1e-6);
  const second = stops ? none : differences(jit(slope), floats, 1e-5);
  const slopes = jit((xs: readonly Tensor[]) => grad(loss)(xs))(floats);
  expectSlopes(slopes, first, 1e-6, `${what}: gradient`);
  expectSlopes(jit((xs: readonly Tensor[]) => grad(slope)(xs))(floats), second, 1e-5, `${what}: second`);
  const pushed = jit((xs: readonly Tensor[]) => jvp(loss, [xs], [along]).tangent)(floats).item();
  const forward = first
    .flat()
    .reduce((sum, g, i) => sum + g * (along.flatMap((t) => [...t.data()])[i] as number), 0);
  if (!(Math.abs(pushed - forward) <= 1e-5 * Math.max(1, Math.abs(forward))))
    expect.fail(`${what}: jvp gives ${pushed}, differences ${forward}`);
  // To the last bits of float64, not only to the accuracy of differences.
  expect(pushed).toBeCloseTo(dot(slopes).item(), 10);
  // Each of the columns is one of a batch, so this is the batching of whatever the forward product is made of.
  floats.forEach((x, i) => {
    const only = (moved: Tensor): Tensor => loss(floats.map((y, j) => (i === j ? moved : y)));
    const columns = jacobian(only, { mode: "forward" })(x).data();
    const expected = slopes[i]?.data() as ArrayLike<number>;
    columns.forEach((slope, j) => {
      if (!(Math.abs(slope - (expected[j] as number)) <= 1e-10 * Math.max(1, Math.abs(slope))))
        expect.fail(
          `${what}: the jacobian of operand ${i} has ${slope} at ${j}, the gradient ${expected[j]}`,
        );
    });
  });
}

describe("every primitive, in float64", () => {
  beforeAll(() => {
    setEngine("reference");
    // Random bits and windows stand in the tables from their first use on.
    randomBits(randomKey(0), [1]);
    maxPool(zeros([1, 2, 1]), 2);
  });
  afterAll(() => setEngine("wasm"));

  test.each(Object.entries(samples))("%s", (name, list) => {
    const op = name as PrimitiveName;
    (list as readonly Sample<never>[]).forEach(({ operands, params, stops }, i) => {
      const what = `${name}, sample ${i}`;
      const random = generator(what);
      const at = operands.map((o) => make(o, random));
      const y = apply(op, at, params);
      if (isFloat(y)) {
        expect(at.some(isFloat), what).toBe(true);
        expectDerivatives((xs) => [apply(op, xs, params)], at, what, stops);
      } else {
        // Nothing flows back over what has no fraction.
        const g = tensor(1, { dtype: "float64" }).broadcastTo(y.shape);
        const parts = (vjpRules[op] as (typeof vjpRules)["sin"])(g, y, at, params, new Set());
        expect(parts.filter((part) => part !== null && !at.every(isFloat)).length, what).toBe(0);
      }
    });
  });
});

/** Operands of a row at the first of some shapes that it takes. */
function operandsOf(row: OpRow): { at: Tensor[]; shape: readonly number[] } | undefined {
  for (const shape of [[2, 3], [2, 2, 2], [4], []]) {
    const shapes = row.operands ? row.operands(shape) : [shape];
    if (!shapes || shapes.some((s) => sizeOf(s) === 0)) continue;
    const random = generator(titleOf(row));
    return { at: shapes.map((s, i) => sample(s, "float64", row.domains?.[i] ?? domains.any, random)), shape };
  }
  return undefined;
}

describe("every family that an operation uses", () => {
  beforeAll(() => setEngine("reference"));
  afterAll(() => setEngine("wasm"));

  test("has a gradient, second derivative and forward product, or gives no fractions", () => {
    const rows = new Map<string, OpRow[]>();
    const discrete = new Set<string>();
    for (const row of opTable) {
      const made = operandsOf(row);
      if (!made) continue;
      const results = [row.call(made.at, made.shape)].flat() as Tensor[];
      for (const node of topological(results, (n) => n.inputs.length === 0)) {
        if (node.op in vjpRules) continue;
        if (node.dtype === "int32" || node.dtype === "bool") discrete.add(node.op);
        else if (row.smooth ?? true) rows.set(node.op, [...(rows.get(node.op) ?? []), row]);
      }
    }
    // Whatever stands in the table by now; all rows have run, so that is every family of an exported operation.
    expect([...extensionVjps.keys()].filter((name) => !rows.has(name) && !discrete.has(name))).toEqual([]);
    expect(rows.size).toBeGreaterThan(0);
    for (const [name, list] of rows) {
      for (const row of list.slice(0, 3)) {
        const { at, shape } = operandsOf(row) as NonNullable<ReturnType<typeof operandsOf>>;
        const call = (xs: readonly Tensor[]): readonly Tensor[] => [row.call(xs, shape)].flat();
        expectDerivatives(call, at, `${name} in ${titleOf(row)}`);
      }
    }
  });
});
