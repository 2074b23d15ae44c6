/** What data of a test part carries under `Symbol.for("wellfit.part")`; `@wellfit/data` makes it. */
interface PartMark {
  readonly part: string;
  evaluated(
    what: string,
    options?: { readonly by?: "model" | "predictions"; readonly key?: string },
  ): string | undefined;
}

const symbol: symbol = /* @__PURE__ */ Symbol.for("wellfit.part");

let fits = 0;

function markOf(data: unknown): PartMark | undefined {
  if (typeof data !== "object" || data === null) return undefined;
  const mark = (data as Record<symbol, unknown>)[symbol] as Partial<PartMark> | undefined;
  return typeof mark?.evaluated === "function" ? (mark as PartMark) : undefined;
}

/** The mark of data, or of one of several inputs or outputs; only the first few, since rows may be nested arrays. */
function firstMark(data: readonly unknown[]): PartMark | undefined {
  for (const one of data) {
    const own = markOf(one);
    if (own !== undefined) return own;
    if (typeof one !== "object" || one === null || ArrayBuffer.isView(one) || "shape" in one) continue;
    const inner = (Array.isArray(one) ? one.slice(0, 8) : Object.values(one)).map(markOf).find(Boolean);
    if (inner !== undefined) return inner;
  }
  return undefined;
}

/**
 * Tells a test part that a model was evaluated on it, when the data say that they come from one; prints the warning
 * that comes from the second evaluation on. The same results again are the same evaluation.
 *
 * @param data - x and y.
 */
export function noteEvaluation(
  name: string,
  data: readonly unknown[],
  results: Readonly<Record<string, number>>,
): void {
  const mark = firstMark(data);
  if (mark === undefined) return;
  const numbers = Object.entries(results);
  const shown = numbers.map(([key, value]) => `${key} ${Number(value.toPrecision(4))}`).join(", ");
  const key = numbers.map(([metric, value]) => `${metric}=${value}`).join(" ");
  const warning = mark.evaluated(`model.evaluate of "${name}" (${shown})`, { key });
  if (warning !== undefined) console.warn(`evaluate: ${warning}`);
}

/** Tells a test part that a training looks at it after each epoch, which is one evaluation. */
export function noteValidation(name: string, data: readonly unknown[]): void {
  const mark = firstMark(data);
  if (mark === undefined) return;
  const warning = mark.evaluated(`validationData of a fit of "${name}"`, { key: `fit ${++fits}` });
  if (warning !== undefined) console.warn(`fit: validationData: ${warning}`);
}
