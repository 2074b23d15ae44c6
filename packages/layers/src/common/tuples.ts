/** A tuple of Python as an array: legacy files write it as an object of its own; anything else stays. */
export function untuple(value: unknown): unknown {
  const tuple = value as { readonly class_name?: unknown; readonly items?: unknown } | null | undefined;
  return tuple?.class_name === "__tuple__" && Array.isArray(tuple.items) ? tuple.items.map(untuple) : value;
}
