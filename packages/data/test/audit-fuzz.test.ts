import fc from "fast-check";
import { expect, it } from "vitest";
import { audit, checkParts, DataError, split, type Table, table } from "../src";

const number = fc.oneof(
  fc.integer({ min: -3, max: 3 }),
  fc.double({ noDefaultInfinity: true, noNaN: true }),
  fc.constantFrom(0, -0, 1e300, -1e300, 1e-300, null),
);
const text = fc.constantFrom("a", "b", "", "2024-05-01", null);
const truth = fc.constantFrom(true, false, null);

const tables = fc
  .record({
    n: fc.integer({ min: 1, max: 40 }),
    kinds: fc.array(fc.constantFrom(number, text, truth), { minLength: 1, maxLength: 5 }),
  })
  .chain(({ n, kinds }) =>
    fc.tuple(...kinds.map((kind) => fc.array(kind as fc.Arbitrary<unknown>, { minLength: n, maxLength: n }))),
  )
  .map((columns) => table(Object.fromEntries(columns.map((cells, j) => [`c${j}`, cells])) as never));

/** Every number in a value, however deep. */
const numbersIn = (value: unknown): number[] =>
  typeof value === "number"
    ? [value]
    : typeof value === "object" && value !== null
      ? Object.values(value).flatMap(numbersIn)
      : [];

const orDataError = <T>(run: () => T): T | undefined => {
  try {
    return run();
  } catch (error) {
    expect(error).toBeInstanceOf(DataError);
    return undefined;
  }
};

it("any table is audited, or refused with a DataError; what comes out is finite and within the table", () => {
  fc.assert(
    fc.property(tables, fc.boolean(), (data: Table, time) => {
      const parts = data.nRows >= 5 ? orDataError(() => split(data, { randomState: 0 })) : undefined;
      const before = data.toString();
      for (const given of [undefined, parts]) {
        const report = orDataError(() =>
          audit(data, {
            target: "c0",
            ...(given === undefined ? {} : { parts: given }),
            ...(time ? { time: data.columnNames.at(-1)! } : {}),
          }),
        );
        if (report === undefined) continue;
        expect(numbersIn(report.toJSON()).every(Number.isFinite)).toBe(true);
        expect(String(report)).not.toMatch(/NaN|undefined/);
        for (const { rows, columns } of report.findings) {
          expect(columns.every((name) => data.hasColumn(name))).toBe(true);
          for (const [part, list] of Object.entries(rows)) {
            const most = part === "table" ? data.nRows : given![part as "train"].nRows;
            expect(list.every((row) => Number.isInteger(row) && row >= 0 && row < most)).toBe(true);
          }
        }
      }
      if (parts !== undefined) orDataError(() => checkParts(parts, { target: "c0", groups: "c0" }));
      expect(data.toString()).toBe(before);
    }),
    { numRuns: 300 },
  );
});
