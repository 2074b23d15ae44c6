import { describe, expect, it } from "vitest";
import { type DateTimeField, dateTimeFeatures, pipeline, standardScaler, table } from "../src";
import { type Case, golden } from "./support/goldens";

const file = golden("datetime-fields") as unknown as Record<string, Case>;
const moments = [...file.milliseconds, ...file.texts].map((moment) => [moment]);

describe("dateTimeFeatures gives pandas' numbers", () => {
  it.each(Object.entries(file.fields as Record<DateTimeField, number[]>))("%s", (field, want) => {
    const options = { features: [field as DateTimeField], origin: 0 };
    expect([...dateTimeFeatures(options).fitTransform(moments).data]).toEqual(want);
  });

  it("turns each field once round in its own period", () => {
    const { month, dayOfYear, day, hour } = file.fields as Record<DateTimeField, number[]>;
    const phases: Partial<Record<DateTimeField, number[]>> = {
      month: month.map((value) => (value - 1) / 12),
      day: day.map((value, i) => (value - 1) / file.daysInMonth[i]),
      dayOfYear: dayOfYear.map((value, i) => (value - 1) / (file.leap[i] ? 366 : 365)),
      hour: hour.map((value) => value / 24),
    };
    for (const [field, want] of Object.entries(phases)) {
      const t = dateTimeFeatures({ features: [field as DateTimeField], cyclical: true });
      const { data } = t.fitTransform(moments);
      want.forEach((phase, i) => {
        expect(data[2 * i]).toBeCloseTo(Math.sin(2 * Math.PI * phase), 12);
        expect(data[2 * i + 1]).toBeCloseTo(Math.cos(2 * Math.PI * phase), 12);
      });
    }
  });
});

describe("dateTimeFeatures", () => {
  it("takes the moments of a table, and leaves the rest", () => {
    const sales = table({
      sold: ["2024-02-29", null, "2024-03-01"],
      price: [1, 2, 3],
      paid: ["2024-03-01T10:00:00Z", "2024-03-02T11:30:00Z", "2024-03-03T12:00:00Z"],
    });
    const t = dateTimeFeatures({ features: ["day", "hour", "elapsed"], cyclical: ["hour"] });
    const out = t.fitTransform(sales);
    expect(t.getFeatureNamesOut()).toEqual([
      "sold_day",
      "sold_hour_sin",
      "sold_hour_cos",
      "sold_elapsed",
      "paid_day",
      "paid_hour_sin",
      "paid_hour_cos",
      "paid_elapsed",
    ]);
    expect([...out.data.slice(0, 4)]).toEqual([29, 0, 1, 0]);
    expect([...out.data.slice(8, 12)]).toEqual([Number.NaN, Number.NaN, Number.NaN, Number.NaN]);
    expect(out.data[23]).toBe(2 * 86_400 + 7200);
    expect([...t.origin]).toEqual([Date.UTC(2024, 1, 29), Date.UTC(2024, 2, 1, 10)]);
    expect(t.transform(sales.select(["sold", "paid"]))).toEqual(out);
    expect(() => t.fit(sales.select(["price"]))).toThrow(/at least one column of kind datetime/);
  });

  it("has all weeks of long and short years, once round", () => {
    const t = dateTimeFeatures({ features: ["weekOfYear"], cyclical: true });
    const { data } = t.fitTransform([["2020-12-31"], ["2021-12-31"], ["2021-01-04"]]);
    expect(data[0]).toBeCloseTo(Math.sin((2 * Math.PI * 52) / 53), 12);
    expect(data[2]).toBeCloseTo(Math.sin((2 * Math.PI * 51) / 52), 12);
    expect([data[4], data[5]]).toEqual([0, 1]);
  });

  it("stands in a pipeline", () => {
    const prepare = pipeline([dateTimeFeatures({ features: ["year"] }), standardScaler()]);
    expect([...prepare.fitTransform([["2023-01-01"], ["2025-01-01"]]).data]).toEqual([-1, 1]);
    expect(prepare.getFeatureNamesOut()).toEqual(["x0_year"]);
  });

  it("refuses what is no moment", () => {
    const t = dateTimeFeatures();
    expect(() => t.fit([["2024-02-30"]])).toThrow(/ISO 8601.*received "2024-02-30" in row 0 of "x0"/);
    expect(() => t.fit([["2024-01-01"], ["soon"]])).toThrow(/received "soon" in row 1/);
    expect(() => t.fit([[1e17]])).toThrow(/received 100000000000000000 in row 0/);
    expect(() => t.fit([[true]])).toThrow(/received true/);
    expect(() => t.fit([[null]])).toThrow(/only missing values in "x0"/);
    expect(() => dateTimeFeatures({ features: [] })).toThrow(/features as a list/);
    expect(() => dateTimeFeatures({ features: ["dayofweek" as never] })).toThrow(/did you mean "dayOfWeek"/);
    expect(() => dateTimeFeatures({ features: ["day", "day"] })).toThrow(/each of features once/);
    expect(() => dateTimeFeatures({ cyclical: ["year"] })).toThrow(/received "year"/);
    expect(() => dateTimeFeatures({ cyclical: ["minute"] })).toThrow(/name it in features too/);
    expect(() => dateTimeFeatures({ origin: "then" })).toThrow(/origin in ISO 8601.*received "then"/);
  });
});
