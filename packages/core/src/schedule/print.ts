import type { Affine } from "./affine";
import type { Buffer, Expr, Indirect, Kernel, Nest, Operand, Schedule, Store } from "./ir";

const LETTERS = "ijklmnop";

/**
 * Kernels as text that reads like loops:
 *
 * ```text
 * kernel 0: matmul+add+maximum
 *   for i < 30, j < 500: acc = sum of in0[i, k] * w[k, j] over k < 2
 *     t0[500i + j] = maximum(add(acc, b[j]), 0)
 * ```
 */
export function showSchedule(schedule: Schedule, arenaBytes: number): string {
  const head = `program ${schedule.name}: ${schedule.kernels.length} kernels, ${arenaBytes} bytes of arena`;
  const kernels = schedule.kernels.map((kernel, i) => showKernel(kernel, i));
  const outputs = schedule.outputs.map((b) => `${b.name}: ${b.dtype} x ${b.size}`).join(", ");
  return [head, ...kernels, ...(outputs ? [`return ${outputs}`] : [])].join("\n");
}

function showKernel(kernel: Kernel, number: number): string {
  return [
    `kernel ${number}: ${kernel.name}`,
    ...kernel.nests.flatMap(showNest).map((line) => `  ${line}`),
  ].join("\n");
}

function showNest(nest: Nest): string[] {
  if (nest.kind === "random") {
    return [`${nest.out.name}[0 … ${nest.out.size}] = philox(key ${nest.key.name}, stream ${nest.stream})`];
  }
  if (nest.kind === "contract") {
    const [row, col] = [nest.dims.length - 2, nest.dims.length - 1].map((i) => letter(i)) as [string, string];
    const k = letter(nest.dims.length);
    const at = (o: Operand, first: string, second: string): string => {
      const terms = [...o.batch.map((t, i) => term(t, letter(i))), term(o.row, first), term(o.col, second)];
      return `${o.buffer.name}[${sum(terms, o.offset)}]`;
    };
    const head = `${loops(nest.dims, 0)}: acc = sum of ${at(nest.a, row, k)} * ${at(nest.b, k, col)} over ${k} < ${nest.k}`;
    return [head, ...nest.stores.map((s) => `  ${showStore(s)}`)];
  }
  const lines: string[] = [];
  let indent = "";
  if (nest.dims.length > 0) {
    lines.push(`${loops(nest.dims, 0)}:`);
    indent = "  ";
  }
  nest.reducers.forEach((r) => {
    const over = nest.reduce.map((n, i) => `${letter(nest.dims.length + i)} < ${n}`).join(", ");
    lines.push(`${indent}acc = ${r.op} of ${showExpr(r.value)} over ${over || "one element"}`);
  });
  for (const store of nest.stores) lines.push(indent + showStore(store));
  return lines;
}

function letter(i: number): string {
  return LETTERS[i] ?? `i${i}`;
}

function loops(dims: readonly number[], first: number): string {
  return `for ${dims.map((n, i) => `${letter(first + i)} < ${n}`).join(", ")}`;
}

function showStore(store: Store): string {
  const address = showAddress(store.buffer, store.at, store.index);
  return `${address} ${store.add ? "+=" : "="} ${showExpr(store.value)}`;
}

function showAddress(buffer: Buffer, at: Affine, index: Indirect | undefined): string {
  const terms = at.terms.map((t, i) => term(t, letter(i)));
  if (index) terms.push(`${index.stride === 1 ? "" : index.stride}(${showExpr(index.value)})`);
  return `${buffer.name}[${sum(terms, at.offset)}]`;
}

function term(factor: number, name: string): string {
  return factor === 0 ? "" : factor === 1 ? name : factor === -1 ? `-${name}` : `${factor}${name}`;
}

function sum(terms: readonly string[], offset: number): string {
  const parts = terms.filter((t) => t !== "");
  if (offset !== 0 || parts.length === 0) parts.push(String(offset));
  return parts.join(" + ").replaceAll("+ -", "- ");
}

const SIGNS: Readonly<Record<string, string>> = {
  add: "+",
  sub: "-",
  mul: "*",
  div: "/",
  less: "<",
  lessEqual: "<=",
  greater: ">",
  greaterEqual: ">=",
  equal: "==",
  notEqual: "!=",
  logicalAnd: "&&",
  logicalOr: "||",
};

function showExpr(e: Expr, inside = false): string {
  switch (e.kind) {
    case "const":
      return e.dtype === "bool"
        ? String(e.value !== 0)
        : String(Math.fround(e.value) === e.value ? +e.value.toPrecision(7) : e.value);
    case "index":
      return sum(
        e.at.terms.map((t, i) => term(t, letter(i))),
        e.at.offset,
      );
    case "load":
      return showAddress(e.buffer, e.at, e.index);
    case "result":
      return "acc";
    case "op": {
      const sign = SIGNS[e.op];
      if (sign && e.args.length === 2) {
        const text = e.args.map((a) => showExpr(a, true)).join(` ${sign} `);
        return inside ? `(${text})` : text;
      }
      if (e.op === "select") {
        const [c, a, b] = e.args.map((x) => showExpr(x, true));
        return inside ? `(${c} ? ${a} : ${b})` : `${c} ? ${a} : ${b}`;
      }
      const name = e.op === "cast" ? e.dtype : e.op;
      return `${name}(${e.args.map((a) => showExpr(a)).join(", ")})`;
    }
  }
}
