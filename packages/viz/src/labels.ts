import { describeValue, type Label, type LabelsLike, toList } from "./arrays";

/** The distinct classes of all lists: numbers by size, others by code unit. */
export function sortedClasses(...lists: readonly ArrayLike<Label>[]): Label[] {
  const distinct = new Set<Label>();
  for (const list of lists) for (let i = 0; i < list.length; i++) distinct.add(list[i]!);
  const classes = [...distinct];
  return classes.every((c) => typeof c === "number")
    ? classes.sort((a, b) => (a as number) - (b as number))
    : classes.sort((a, b) => (String(a) < String(b) ? -1 : 1));
}

/** A list of classes without missing values. */
export function readLabels(value: LabelsLike, name: string): ArrayLike<Label> {
  const list = toList<Label>(value, name);
  for (let i = 0; i < list.length; i++) {
    const label: unknown = list[i];
    const valid = typeof label === "string" || typeof label === "boolean" || Number.isFinite(label);
    if (!valid) {
      throw new TypeError(
        `${name}: expected numbers, strings or booleans, received ${describeValue(label)} at index ${i}`,
      );
    }
  }
  return list;
}
