import type { Expr, Kernel, Nest, Operand, Schedule, Store } from "./ir";
import { accumulator, ExpressionPrinter, letter, sum, term } from "./print-expr";

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
  if (nest.kind === "extension") {
    const names = (buffers: readonly { name: string }[]): string => buffers.map((b) => b.name).join(", ");
    const params = Object.entries(nest.node.params as object).map(([k, v]) => `, ${k} ${JSON.stringify(v)}`);
    return [`${names(nest.writes)} = ${nest.op}(${names(nest.reads)}${params.join("")})`];
  }
  if (nest.kind === "contract") {
    // The loops that move far stand first, as in an address.
    const at = ({ buffer, terms, offset }: Operand): string => {
      const loops = terms
        .map((_, i) => i)
        .sort((i, j) => (terms[j] as number) - (terms[i] as number) || i - j);
      const shown = loops.map((i) => term(terms[i] as number, letter(i)));
      return `${buffer.name}[${sum(shown, offset)}]`;
    };
    const over = nest.reduce.map((n, i) => `${letter(nest.dims.length + i)} < ${n}`).join(", ");
    return [
      `${showLoops(nest.dims, 0)}:`,
      `  acc = sum of ${at(nest.a)} * ${at(nest.b)} over ${over}`,
      ...showStores(nest.stores).map((line) => `  ${line}`),
    ];
  }
  const lines: string[] = [];
  const over = nest.reduce.map((n, i) => `${letter(nest.dims.length + i)} < ${n}`).join(", ");
  const printer = new ExpressionPrinter(nest.reducers.map((r) => r.value));
  const inside = printer.lines.map((line) => `${line}; `).join("");
  for (const [i, r] of nest.reducers.entries()) {
    const name = accumulator(i, nest.reducers.length);
    lines.push(
      `${name} = ${r.op} of ${i === 0 ? inside : ""}${printer.show(r.value)} over ${over || "one element"}`,
    );
  }
  lines.push(...showStores(nest.stores, nest.reducers.length));
  if (nest.dims.length === 0) return lines;
  return [`${showLoops(nest.dims, 0)}:`, ...lines.map((line) => `  ${line}`)];
}

function showLoops(dims: readonly number[], first: number): string {
  return `for ${dims.map((n, i) => `${letter(first + i)} < ${n}`).join(", ")}`;
}

function showStores(stores: readonly Store[], results = 1): string[] {
  const roots: Expr[] = stores.flatMap((s) => (s.index ? [s.value, s.index.value] : [s.value]));
  const printer = new ExpressionPrinter(roots, results);
  const lines = stores.map((s) => {
    const address = printer.address(s.buffer, s.at, s.index);
    return `${address} ${s.add ? "+=" : "="} ${printer.show(s.value)}`;
  });
  return [...printer.lines, ...lines];
}
