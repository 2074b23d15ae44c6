import { afterEach, expect, test, vi } from "vitest";
import { concatenate, dense, functional, input } from "../src";

afterEach(() => vi.restoreAllMocks());

test("any marked object is told, also one of several inputs, or the target alone; strangers are left alone", async () => {
  const warn = vi.spyOn(console, "warn").mockImplementation(() => {});
  const told: string[] = [];
  const marked = <T extends object>(data: T, evaluated: unknown): T =>
    Object.defineProperty(data, Symbol.for("wellfit.part"), { value: { part: "test", evaluated } });
  const hear = (what: string): string => `heard ${told.push(what)}`;
  const [a, b] = [input([1], { name: "a" }), input([1], { name: "b" })];
  const model = functional({ inputs: [a, b], outputs: dense(1).apply(concatenate().apply([a, b])) });
  model.compile({ loss: "mse", optimizer: "sgd" });
  const rows = (): number[][] => [[1], [2]];
  await model.evaluate([rows(), marked(rows(), hear)], rows());
  await model.evaluate({ a: marked(rows(), hear), b: rows() }, rows());
  await model.evaluate([rows(), rows()], marked(rows(), hear));
  await model.evaluate([rows(), rows()], marked(rows(), "no function"));
  expect(told).toHaveLength(3);
  expect(warn.mock.calls.map(([text]) => text)).toEqual([1, 2, 3].map((n) => `evaluate: heard ${n}`));
});
