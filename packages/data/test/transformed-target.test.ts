import { describe, expect, it } from "vitest";
import type { NdArray } from "../src";
import {
  DataError,
  LeakageError,
  minMaxScaler,
  NotFittedError,
  ndarray,
  oneHotEncoder,
  pipeline,
  provenance,
  simpleImputer,
  standardScaler,
  type TransformedTarget,
  table,
  trainTestSplit,
  transformedTarget,
  transformFromJson,
} from "../src";
import { type Case, expectClose, golden, numbers } from "./support/goldens";

const cases = golden("encoders").cases.filter((c: Case) => c.estimator === "TransformedTargetRegressor");
const tensor = (values: number[], shape = [values.length, 1]) => ({
  shape,
  data: () => Float32Array.from(values),
});

describe("transformedTarget", () => {
  it.each(cases.map((c: Case) => [c.note, c] as const))("gives scikit-learn's numbers, %s", (note, c) => {
    const options = note === "log1p" ? { func: "log1p" as const } : { transformer: standardScaler() };
    const target = transformedTarget(options);
    const y = Float64Array.from(numbers(c.y));
    const transformed = target.fitTransform(y);
    expect(transformed.shape).toEqual([y.length]);
    expectClose(transformed.data, numbers(c.transformed), 1e-12);
    const predicted = target.inverseTransform(numbers(c.inner));
    expect(predicted.shape).toEqual([y.length]);
    expectClose(predicted.data, numbers(c.predicted), 1e-12);
  });

  it("takes columns, tables, arrays and tensors, and gives the target's shape back", () => {
    const target = transformedTarget({ transformer: pipeline([standardScaler(), minMaxScaler()]) });
    const prices = table({ price: [1, 2, 3], rooms: [2, 4, 3] });
    expect([...target.fitTransform(prices.column("price")).data]).toEqual([0, 0.5, 1]);
    expect(target.inverseTransform(tensor([0, 0.5])).shape).toEqual([2]);
    expect([...target.inverseTransform(tensor([0, 0.5])).data]).toEqual([1, 2]);
    const both = target.fitTransform(prices);
    expect(both.shape).toEqual([3, 2]);
    expect(target.getFeatureNamesOut()).toEqual(["y0", "y1"]);
    expect(target.inverseTransform(tensor([0, 0, 1, 1], [2, 2])).shape).toEqual([2, 2]);
    expect(target.fitTransform(ndarray([[1], [2]])).shape).toEqual([2, 1]);
    expect(target.inverseTransform([[0], [1]]).shape).toEqual([2, 1]);
    expect(target.getFeatureNamesOut()).toEqual(["y"]);
  });

  it("wraps what predicts, now or later", async () => {
    const target = transformedTarget({ func: "log1p" }).fit([0, 1, 2]);
    const now: NdArray<Float64Array> = target.wrapPredict((n: number) => [0, n])(Math.log1p(2));
    expectClose(now.data, [0, 2], 1e-15);
    const later = target.wrapPredict(async (n: number) => tensor([n]));
    const given: Promise<NdArray<Float64Array>> = later(0);
    expect([...(await given).data]).toEqual([0]);
  });

  it("wraps a model: trained on the transformed target, it predicts in the target's units", async () => {
    const seen: { y: NdArray; options: unknown }[] = [];
    const model = {
      async fit(_x: number[][], y: NdArray, options?: { epochs?: number; validationData?: unknown[] }) {
        seen.push({ y, options });
        return { history: [1] };
      },
      predict: (x: number[][]) => tensor(x.map(([value]) => value!)),
    };
    const target = transformedTarget({ transformer: standardScaler() });
    const wrapped = target.wrapModel(model);
    const history = await wrapped.fit([[0], [1]], [10, 30], {
      epochs: 2,
      validationData: [[[5]], [40], [1]],
    });
    expect(history.history).toEqual([1]);
    expect([...seen[0]!.y.data]).toEqual([-1, 1]);
    const options = seen[0]!.options as { epochs: number; validationData: [unknown, NdArray, unknown] };
    expect([options.epochs, options.validationData[0], options.validationData[2]]).toEqual([2, [[5]], [1]]);
    expect([...options.validationData[1].data]).toEqual([2]);
    expect([...wrapped.predict([[0], [2]]).data]).toEqual([20, 40]);
    // Going on does not move the units that the model was trained in.
    await wrapped.fit([[0]], [30]);
    expect([...seen[1]!.y.data]).toEqual([1]);
    expect(seen[1]!.options).toBeUndefined();
    expect(wrapped.model).toBe(model);
  });

  it("keeps the contract: not fitted, JSON, origin, leakage", () => {
    const target = transformedTarget({ transformer: standardScaler() });
    expect([target.kind, target.fitted]).toEqual(["transformedTarget", false]);
    for (const call of [
      () => target.transform([1]),
      () => target.inverseTransform([1]),
      () => target.getFeatureNamesOut(),
    ]) {
      expect(call).toThrow(NotFittedError);
    }
    const again = (of: TransformedTarget) =>
      transformFromJson<TransformedTarget>(JSON.parse(JSON.stringify(of)));
    expect(again(target).fitted).toBe(false);
    const y = [1, 2, 6];
    const before = [...y];
    target.fit(y);
    expect(y).toEqual(before);
    expect(again(target).inverseTransform([0])).toEqual(target.inverseTransform([0]));
    expect(again(target).toJSON()).toEqual(target.toJSON());
    const named = transformedTarget({ func: "sqrt" }).fit([[1, 4]]);
    expect([...again(named).inverseTransform([[2, 3]]).data]).toEqual([4, 9]);
    expect(() => transformFromJson({ ...target.toJSON(), state: {} })).toThrow(/the width of a target/);
    const [train, test] = trainTestSplit([1, 2, 3, 4, 5, 6, 7, 8], { randomState: 0 });
    expect(() => target.fit(test)).toThrow(LeakageError);
    expect(target.fit(test, { allowLeakage: true })).toBe(target);
    expect(provenance(target.fit(train).transform(test))?.part).toBe("test");
  });

  it("refuses what it cannot turn back", () => {
    expect(() => transformedTarget({})).toThrow(
      /either a transformer or func with inverseFunc, received neither/,
    );
    expect(() => transformedTarget({ transformer: standardScaler(), func: "log" })).toThrow(/received both/);
    expect(() => transformedTarget({ func: Math.log })).toThrow(/received function and undefined/);
    expect(() => transformedTarget({ func: "ln" as never })).toThrow(/one of log, log1p.*received "ln"/);
    for (const transformer of [simpleImputer(), 5]) {
      expect(() => transformedTarget({ transformer: transformer as never })).toThrow(/which has none/);
    }
    const wrong = { func: (v: number) => v + 1, inverseFunc: (v: number) => v };
    expect(() => transformedTarget(wrong).fit([1, 2])).toThrow(/gives the target back, received 2 for 1/);
    expect(transformedTarget({ ...wrong, checkInverse: false }).fit([1, 2]).fitted).toBe(true);
    expect(() => transformedTarget(wrong).toJSON()).toThrow(/a function of your own, which JSON cannot hold/);
    expect(() => transformedTarget({ func: "log" }).fit([1, 0])).toThrow(
      /received 0 in row 1, for which it gives -Infinity; for zeros use \{ func: "log1p" \}/,
    );
    const target = transformedTarget({ transformer: standardScaler() }).fit([1, 2]);
    expect(() => target.transform([[1, 2]])).toThrow(/expected 1 number a row, as in fit, received 2/);
    expect(() => target.fit([])).toThrow(DataError);
    expect(() => target.fit([1, Number.NaN])).toThrow(/finite numbers, received NaN in row 1/);
    expect(() => target.fit(5 as never)).toThrow(/an array, a column or a tensor, received number/);
    expect(() => target.fit(ndarray([[[1]]]))).toThrow(/received \[1, 1, 1\]; reshape it/);
    expect(() => target.fit(table({ c: ["a"] }).column("c"))).toThrow(/the column "c", which is nominal/);
    const cells = transformedTarget({ transformer: oneHotEncoder() as never, checkInverse: false });
    expect(() => cells.fit([1, 2]).inverseTransform([[0, 1]])).toThrow(DataError);
  });
});
