import { describe, expect, it } from "vitest";
import {
  columnTransformer,
  DataError,
  LeakageError,
  pipeline,
  standardScaler,
  table,
  trainTestSplit,
  transformFromJson,
} from "../src";

const people = table({ age: [1, 3], income: [10, 30], rich: ["no", "yes"] });

describe("fit takes a target", () => {
  it("as an array, a column or the name of one, before the options", () => {
    for (const y of [["no", "yes"], people.column("rich"), people.select(["rich"]), Int32Array.of(0, 1)]) {
      const scaler = standardScaler().fit(people.select(["age"]), y, { allowLeakage: true });
      expect(scaler.getFeatureNamesOut()).toEqual(["age"]);
    }
    expect(standardScaler().fit([[1], [2]], { allowLeakage: true }).fitted).toBe(true);
    expect(standardScaler().fit([[1], [2]], undefined, {}).fitted).toBe(true);
  });

  it("and a table's target is no feature, in fit, transform and JSON", () => {
    const numbers = table({ a: [1, 3], b: [5, 7], y: [0, 1] });
    const prepare = pipeline([standardScaler()]);
    expect(prepare.fitTransform(numbers, "y").shape).toEqual([2, 2]);
    expect(prepare.getFeatureNamesOut()).toEqual(["a", "b"]);
    expect(prepare.transform(numbers)).toEqual(prepare.transform(numbers.drop("y")));
    const back = transformFromJson(JSON.parse(JSON.stringify(prepare)));
    expect(back.transform(numbers).shape).toEqual([2, 2]);
    expect(() => prepare.fit(numbers, "z")).toThrow(/there is no column "z"/);
    expect(prepare.transform(numbers).shape).toEqual([2, 2]);
    const all = columnTransformer({ a: { columns: ["a"], steps: [] } }, { remainder: "passthrough" });
    expect(all.fit(numbers, "y").getFeatureNamesOut()).toEqual(["a__a", "remainder__b"]);
  });

  it("and refuses what is none", () => {
    const scaler = standardScaler();
    expect(() => scaler.fit([[1], [2]], "y")).toThrow(/expected a table when y is the name of a column/);
    expect(() => scaler.fit([[1], [2]], [1])).toThrow(/a value of y for each of 2 rows, received 1/);
    expect(() => scaler.fit([[1], [2]], 5 as never)).toThrow(DataError);
    const x = { data: new Float64Array(20), shape: [20, 1] };
    const [, , , yTest] = trainTestSplit(x, new Float64Array(20), { randomState: 0 });
    expect(() =>
      scaler.fit(
        Array.from(yTest, () => [1]),
        yTest,
      ),
    ).toThrow(LeakageError);
  });
});
