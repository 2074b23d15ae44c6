import { compareCells } from "../cell";
import { DataError } from "../errors";

/**
 * A class: a text, a whole number or a truth value.
 *
 * @example
 * ```ts
 * const label: Label = "Adelie";
 * ```
 */
export type Label = string | number | boolean;

/** The distinct classes of a call, in order, and where each stands. */
export class Classes {
  /** Sorted as NumPy sorts: numbers by size, texts by code point. */
  readonly list: readonly Label[];
  private readonly places: ReadonlyMap<Label, number>;
  private readonly truths: boolean;

  constructor(who: string, arrays: readonly ArrayLike<Label>[]) {
    const seen = new Set<Label>();
    for (const labels of arrays) for (let i = 0; i < labels.length; i++) seen.add(labels[i]!);
    const kinds = new Set([...seen].map((label) => typeof label));
    if (kinds.has("string") && kinds.size > 1) {
      const example = [...seen].find((label) => typeof label !== "string");
      throw new DataError(
        `${who}: expected classes of one type, received texts such as ` +
          `${JSON.stringify([...seen].find((label) => typeof label === "string"))} and others such as ${String(example)}; ` +
          "give the true and the predicted classes in the same form",
      );
    }
    // 0 and 1 beside false and true are the same classes, as in Python.
    const mixed = kinds.has("number") && kinds.has("boolean");
    const list = mixed ? [...new Set([...seen].map(Number))] : [...seen];
    this.list = list.sort(compareCells);
    this.truths = !mixed && kinds.has("boolean");
    this.places = new Map(this.list.map((label, place) => [label, place]));
  }

  /** The place of a class; -1 when it is not there. */
  find(label: Label): number {
    const key = typeof label === "boolean" && !this.truths ? Number(label) : label;
    return this.places.get(this.truths && (key === 0 || key === 1) ? key === 1 : key) ?? -1;
  }

  /** The place of each label; -1 for those that are not there. */
  encode(labels: ArrayLike<Label>): Int32Array {
    const codes = new Int32Array(labels.length);
    for (let i = 0; i < codes.length; i++) codes[i] = this.find(labels[i]!);
    return codes;
  }

  /** The classes as they stand in a message. */
  toString(): string {
    const shown = this.list.slice(0, 12).map((label) => (typeof label === "string" ? `"${label}"` : label));
    return `${shown.join(", ")}${this.list.length > shown.length ? ", …" : ""}`;
  }
}

/** The class that counts as positive when none is said: 1, where the classes are 0 and 1, or -1 and 1. */
export const positiveClass = (who: string, classes: Classes, posLabel: Label | undefined): Label => {
  if (posLabel !== undefined) return posLabel;
  const numbers = classes.list.map((label) => (typeof label === "string" ? Number.NaN : Number(label)));
  const usual = [[0, 1], [-1, 1], [0], [-1], [1]];
  if (usual.some((set) => set.length === numbers.length && set.every((n, i) => n === numbers[i]))) return 1;
  throw new DataError(
    `${who}: expected the classes 0 and 1, or -1 and 1, or posLabel, received the classes ${classes}; ` +
      "say which of them is the positive one: { posLabel }",
  );
};
