import {
  argSort,
  cumMax,
  cumMin,
  cumProd,
  cumSum,
  type DType,
  grad,
  logCumSumExp,
  median,
  searchSorted,
  sort,
  Tensor,
  tensor,
  tile,
  topK,
} from "@wellfit/core";
import { describe, expect, test } from "vitest";
import { fromOnnx, toOnnx } from "../src/index";
import { type Case, distance, fill, list, named, oracle, runtime } from "./harness";

const signed = [-2.5, -1, -0.3, 0, 0.4, 1, 3.7];
const whole = [-7, -2, -1, 0, 1, 3, 12];
const NUMBERS: DType[] = ["float32", "float64", "int32"];

const ofNumbers = (fn: (x: Tensor) => Tensor): Case[] =>
  NUMBERS.map((dtype) => ({
    fn: (x) => fn(x as Tensor),
    inputs: [{ shape: [null, 3, 2], values: dtype === "int32" ? whole : signed, dtype }],
  }));

const cases: Record<string, Case[]> = {
  cumSum: [
    ...ofNumbers((x) => cumSum(x, 0)),
    ...ofNumbers((x) => cumSum(x, 1, { reverse: true })),
    ...ofNumbers((x) => cumSum(x.mul(2), -1, { exclusive: true }).add(1)),
    ...ofNumbers((x) => cumSum(x, 0, { exclusive: true, reverse: true })),
  ],
  cumProd: [
    ...ofNumbers((x) => cumProd(x, 1)),
    ...ofNumbers((x) => cumProd(x.transpose(), 0, { reverse: true })),
    ...ofNumbers((x) => cumProd(tile(x, [1, 3, 1]).mul(0.5), 1, { exclusive: true })),
  ],
  cumMax: [
    ...ofNumbers((x) => cumMax(x, 1)),
    ...ofNumbers((x) => cumMax(tile(x, [1, 1, 4]), -1, { reverse: true, exclusive: true })),
  ],
  cumMin: ofNumbers((x) => cumMin(tile(x, [1, 2, 1]), 1, { exclusive: true })),
  linearRecurrence: [
    ...ofNumbers((x) => logCumSumExp(tile(x, [1, 3, 1]), 1)),
    ...ofNumbers((x) => logCumSumExp(x, -1, { reverse: true })),
    {
      fn: (x) => grad((t: Tensor) => cumProd(t, 1).square().sum())(x as Tensor) as Tensor,
      inputs: [{ shape: [null, 5], values: signed, dtype: "float64" }],
    },
  ],
  argSort: [
    ...ofNumbers((x) => argSort(x, 0)),
    ...ofNumbers((x) => argSort(x.mul(2), 1, { descending: true }).add(1)),
    ...ofNumbers((x) => sort(x, -1)),
    ...ofNumbers((x) => sort(x, 0, { descending: true })),
    ...ofNumbers((x) => topK(x.transpose([0, 2, 1]), 2).values),
    ...ofNumbers((x) => topK(x.transpose([0, 2, 1]), 2, { sorted: false }).indices),
    // Ties stay in order, both ways.
    ...ofNumbers((x) => argSort(x.greater(0).cast("int32").flatten(), 0, { descending: true })),
    ...ofNumbers((x) => argSort(x.greater(0).cast("float32").flatten())),
    ...ofNumbers((x) => median(x, 1)),
    ...ofNumbers((x) => searchSorted([-1, 0, 0.5, 2], x)),
  ],
};

describe.each(Object.keys(cases))("%s", (name) => {
  test.each((cases[name] as Case[]).map((row, i) => [i, row] as const))("program %i", async (_, row) => {
    const options = {
      inputShapes: row.inputs.map(({ shape }) => shape),
      inputDtypes: row.inputs.map(({ dtype = "float32" }) => dtype),
    };
    const bytes = toOnnx(row.fn, options);
    const back = fromOnnx(bytes);
    for (const batch of [1, 2, 17]) {
      const given = row.inputs.map((input) => fill(input, batch));
      const expected = oracle(row.fn, given);
      const again = list(back(named(given)));
      const theirs = await runtime(bytes, named(given));
      expect(again.map((t) => [t.dtype, t.shape])).toEqual(expected.map((t) => [t.dtype, t.shape]));
      expect(theirs.map((t) => [t.type, t.dims])).toEqual(expected.map((t) => [t.dtype, t.shape]));
      expected.forEach((t, i) => {
        expect(distance((again[i] as Tensor).data(), t.data())).toBeLessThanOrEqual(1e-6);
        expect(distance(t.data(), theirs[i]?.data ?? [])).toBeLessThanOrEqual(1e-6);
      });
    }
  });
});

test("what cannot be written is named, with what to do", () => {
  const write = (fn: (x: Tensor) => Tensor) => (): unknown => toOnnx(fn, { inputShapes: [[null, 3]] });
  expect(write((x) => cumProd(x, 0))).toThrow(
    /cumProd goes along the batch, .* one size of batch: \{ batch: 32 \}/,
  );
  expect(write((x) => logCumSumExp(x, 0))).toThrow(/goes along the batch/);
  const strange = (x: Tensor): Tensor => new Tensor("newest" as never, [x], {}, x.shape, x.dtype);
  expect(write(strange)).toThrow(/newest cannot be written in ONNX: the exporter does not know/);
});

test("a graph of constants is no different", async () => {
  const bytes = toOnnx((x: Tensor) => x.add(cumSum(tensor([1, 2, 3]))), { inputShapes: [[null, 3]] });
  const [sum] = await runtime(bytes, { input: tensor([[1, 1, 1]]) });
  expect(sum?.data).toEqual([2, 4, 7]);
});
