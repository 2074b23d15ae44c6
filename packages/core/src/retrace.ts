import type { DType } from "./graph/dtype";
import type { TreeShape } from "./graph/pytree";
import type { Shape } from "./graph/shape";

/** What a compiled function is traced for: the structure of its arguments and what their tensors are like. */
export interface Signature {
  readonly shape: TreeShape;
  readonly leaves: readonly { readonly shape: Shape; readonly dtype: DType }[];
}

/** What is different and how that can be avoided. */
type Change = readonly [what: string, mend: string];

/** The text of the warning about a function that is traced again and again. */
export function explainRetracing(
  name: string,
  count: number,
  before: Signature,
  after: Signature,
  kept: number,
): string {
  const leaves = [0, 0] as [number, number];
  const [what, mend] = changeOf(before, after, before.shape, after.shape, "", leaves) ?? [
    `only the ${kept} signatures that were used last are kept`,
    "use fewer, or keep more with cacheSize",
  ];
  return (
    `jit: ${name} was traced ${count} times, and each time a program is compiled. The last time ${what}; ${mend}. ` +
    "This is said once; jit(f, { warnAfter: Infinity }) silences it"
  );
}

/** The first difference between two signatures; `next` counts the leaves of both that were passed. */
function changeOf(
  before: Signature,
  after: Signature,
  a: TreeShape,
  b: TreeShape,
  path: string,
  next: [number, number],
): Change | undefined {
  const at = `argument ${path}`;
  if (a.kind === "leaf" && b.kind === "leaf") {
    const [x, y] = [before.leaves[next[0]++], after.leaves[next[1]++]];
    if (!x || !y) return undefined;
    const what = `${at} went from ${x.dtype}${showShape(x.shape)} to ${y.dtype}${showShape(y.shape)}`;
    if (x.dtype !== y.dtype) return [what, "cast it to one dtype before the call"];
    if (showShape(x.shape) === showShape(y.shape)) return undefined;
    return [what, "keep the shape the same: pad the smaller batch, or leave it out"];
  }
  if (a.kind === "static" && b.kind === "static") return staticChange(a.value, b.value, at);
  if (
    (a.kind === "array" && b.kind === "array" && a.items.length === b.items.length) ||
    (a.kind === "object" && b.kind === "object" && a.keys.join() === b.keys.join())
  ) {
    for (const [i, item] of a.items.entries()) {
      const key = a.kind === "object" ? `.${a.keys[i]}` : path === "" ? String(i) : `[${i}]`;
      const found = changeOf(before, after, item, b.items[i] as TreeShape, path + key, next);
      if (found) return found;
    }
    return undefined;
  }
  const where = path === "" ? "the list of arguments" : at;
  return [
    `${where} went from ${showKind(a)} to ${showKind(b)}`,
    "pass as many things under the same names each time",
  ];
}

function staticChange(x: unknown, y: unknown, at: string): Change | undefined {
  if (Object.is(x, y)) return undefined;
  if (typeof y === "number") {
    return [
      `${at} went from ${showValue(x)} to ${showValue(y)}`,
      `pass tensor(${showValue(y)}), because a number is compiled in and a tensor is not`,
    ];
  }
  if (typeof y === "function" || (typeof y === "object" && y !== null)) {
    return [
      `${at} was another ${typeof y} than before (${showValue(y)})`,
      "make it once and pass the same one, because functions and instances are told apart by identity",
    ];
  }
  return [
    `${at} went from ${showValue(x)} to ${showValue(y)}`,
    "what is no tensor is compiled in, so let it have few values",
  ];
}

function showValue(x: unknown): string {
  if (typeof x === "string") return JSON.stringify(x);
  if (typeof x === "function") return x.name === "" ? "without a name" : x.name;
  if (typeof x === "object" && x !== null) return x.constructor?.name ?? "object";
  return Object.is(x, -0) ? "-0" : String(x);
}

function showKind(shape: TreeShape): string {
  switch (shape.kind) {
    case "leaf":
      return "a tensor";
    case "static":
      return showValue(shape.value);
    case "array":
      return `${shape.items.length} elements`;
    case "object":
      return `{ ${shape.keys.join(", ")} }`;
  }
}

/** A file of its own to load on demand shares no code with the others, so that it does not cut them in two. */
function showShape(shape: Shape): string {
  return `[${shape.join(", ")}]`;
}
