/** How a nested value of arrays and plain objects is put together, without its leaves. */
export type TreeShape =
  | { readonly kind: "leaf" }
  | { readonly kind: "static"; readonly value: unknown }
  | { readonly kind: "array"; readonly items: readonly TreeShape[] }
  | { readonly kind: "object"; readonly keys: readonly string[]; readonly items: readonly TreeShape[] };

const LEAF: TreeShape = { kind: "leaf" };

/**
 * Takes a nested value apart. Arrays and plain objects are branches; what `isLeaf` accepts is collected in
 * `leaves`; everything else (numbers, strings, functions, undefined) belongs to the structure.
 */
export function flattenTree<L>(
  value: unknown,
  isLeaf: (value: unknown) => value is L,
  leaves: L[],
): TreeShape {
  if (isLeaf(value)) {
    leaves.push(value);
    return LEAF;
  }
  if (Array.isArray(value)) {
    return { kind: "array", items: value.map((item) => flattenTree(item, isLeaf, leaves)) };
  }
  if (isPlainObject(value)) {
    const keys = Object.keys(value);
    return { kind: "object", keys, items: keys.map((key) => flattenTree(value[key], isLeaf, leaves)) };
  }
  return { kind: "static", value };
}

/** Puts a nested value together again from its structure and new leaves. */
export function unflattenTree(shape: TreeShape, leaves: readonly unknown[]): unknown {
  let next = 0;
  const build = (s: TreeShape): unknown => {
    switch (s.kind) {
      case "leaf":
        return leaves[next++];
      case "static":
        return s.value;
      case "array":
        return s.items.map(build);
      case "object":
        return Object.fromEntries(s.keys.map((key, i) => [key, build(s.items[i] as TreeShape)]));
    }
  };
  return build(shape);
}

/**
 * The leaves that a value has where a structure has its own, in the order of that; false when one is missing or stands
 * where there is none. What else the value has of numbers, strings and the like does not matter.
 */
export function flattenAs<L>(
  shape: TreeShape,
  value: unknown,
  isLeaf: (value: unknown) => value is L,
  leaves: L[],
): boolean {
  if (isLeaf(value)) {
    leaves.push(value);
    return shape.kind === "leaf";
  }
  switch (shape.kind) {
    case "leaf":
      return false;
    case "static":
      return true;
    case "array":
      return (
        Array.isArray(value) &&
        value.length === shape.items.length &&
        shape.items.every((item, i) => flattenAs(item, value[i], isLeaf, leaves))
      );
    case "object":
      return (
        isPlainObject(value) &&
        Object.keys(value).length === shape.keys.length &&
        shape.keys.every(
          (key, i) =>
            Object.hasOwn(value, key) && flattenAs(shape.items[i] as TreeShape, value[key], isLeaf, leaves),
        )
      );
  }
}

/** Keys that no structure can be mistaken for. */
const PLAIN = /^[\w$]*$/;

/** A string that is equal for equal structures; objects and functions among the statics count by identity. */
export function treeKey(shape: TreeShape, identities: (value: object) => number): string {
  switch (shape.kind) {
    case "leaf":
      return "*";
    case "static": {
      const v = shape.value;
      if ((typeof v === "object" && v !== null) || typeof v === "function") return `#${identities(v)}`;
      if (typeof v === "string") return JSON.stringify(v);
      return typeof v === "bigint" ? `${v}n` : Object.is(v, -0) ? "-0" : String(v);
    }
    case "array":
      return `[${shape.items.map((s) => treeKey(s, identities)).join(",")}]`;
    case "object":
      return `{${shape.keys.map((k, i) => `${PLAIN.test(k) ? k : JSON.stringify(k)}:${treeKey(shape.items[i] as TreeShape, identities)}`).join(",")}}`;
  }
}

/** Whether a value is an object literal, as opposed to an instance of a class. */
export function isPlainObject(value: unknown): value is Record<string, unknown> {
  if (typeof value !== "object" || value === null) return false;
  const proto = Object.getPrototypeOf(value);
  return proto === Object.prototype || proto === null;
}
