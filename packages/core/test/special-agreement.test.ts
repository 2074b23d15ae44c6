import { afterAll, expect, test } from "vitest";
import { type DType, jit, type Shape, setEngine, type Tensor, tensor } from "../src/index";
import type { OpRow } from "./support/op-row";
import { elementwise, titleOf } from "./support/op-table";

afterAll(() => setEngine("wasm"));

const FLOATS = [
  Number.NaN,
  Number.POSITIVE_INFINITY,
  Number.NEGATIVE_INFINITY,
  0,
  -0,
  1,
  -1,
  0.5,
  -2.5,
  3,
  2 ** -149,
  -(2 ** -130),
  1e-20,
  1e20,
  -1e20,
  3e38,
  -3e38,
  88.8,
  -104,
  2 ** 24 + 2,
  -(2 ** 31),
  2 ** 32,
];

const INTS = [
  0, 1, -1, 2, -3, 7, 31, 32, 33, -33, 65536, 46341, 2147483647, -2147483648, -2147483647, 1000003,
];

/** Every value beside every other one, in as many operands as there are. */
function operands(dtype: DType, count: number): Tensor[] {
  const values = dtype === "int32" ? INTS : FLOATS;
  const n = values.length;
  return Array.from({ length: count }, (_, k) => {
    const numbers = Array.from(
      { length: n * n },
      (_unused, i) => values[k % 2 === 0 ? i % n : Math.floor(i / n)] as number,
    );
    return tensor(numbers, { shape: [n * n], dtype });
  });
}

const rows = elementwise.filter((row) => {
  const shapes = row.operands ? row.operands([5]) : [[5]];
  if (!shapes || shapes.length === 0) return false;
  return shapes.every((s) => s.length === 1 && s[0] === 5);
});

function run(row: OpRow, dtype: DType): { shape: Shape; dtype: DType; data: ArrayLike<number> }[] {
  const count = row.operands ? (row.operands([5]) as Shape[]).length : 1;
  const given = operands(dtype, count);
  const f = jit((xs: readonly Tensor[]) => [row.call(xs, (given[0] as Tensor).shape)].flat() as Tensor[]);
  return f(given).map((t) => ({ shape: t.shape, dtype: t.dtype, data: t.data() }));
}

test.each(rows.map((row): [string, OpRow] => [titleOf(row), row]))(
  "%s at the edges of numbers",
  (title, row) => {
    for (const dtype of ["float32", "float64", "int32"] as const) {
      setEngine("reference");
      const expected = run(row, dtype);
      for (const fma of ["off", "auto"] as const) {
        setEngine("wasm", { fma });
        run(row, dtype).forEach(({ data }, k) => {
          const right = expected[k] as (typeof expected)[0];
          const bad: string[] = [];
          for (let i = 0; i < data.length; i++) {
            const [a, b] = [data[i] as number, right.data[i] as number];
            if (a === b || (Number.isNaN(a) && Number.isNaN(b))) continue;
            const tol = right.dtype === "float64" ? 1e-12 : right.dtype === "float32" ? 1e-5 : 0;
            if (Math.abs(a - b) <= tol * Math.abs(b) || (tol > 0 && Math.abs(a - b) < 2 ** -126)) continue;
            const n = dtype === "int32" ? INTS : FLOATS;
            bad.push(`(${n[i % n.length]}, ${n[Math.floor(i / n.length)]}): wasm ${a}, reference ${b}`);
          }
          if (bad.length > 0)
            expect.fail(`${title} of ${dtype}, fma ${fma}, result ${k}: ${bad.slice(0, 12).join("; ")}`);
        });
      }
    }
  },
);
