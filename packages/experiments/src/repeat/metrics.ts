/** The numbers that runs gave, by name. */
export interface Numbers {
  /** Whether each run gave one number, which is then called "value". */
  readonly single: boolean;
  /** For each metric the number of each run; NaN where a run had none. */
  readonly byName: ReadonlyMap<string, readonly number[]>;
}

/** How to pick numbers from what a run gave: some of its entries, or a function. */
export type Pick<T> = readonly string[] | ((value: T) => number | object);

const show = (value: unknown): string => {
  if (typeof value === "function" || typeof value === "undefined") return String(value);
  const text = typeof value === "object" ? JSON.stringify(value) : String(value);
  return text.length > 80 ? `${text.slice(0, 80)}…` : text;
};

function picked(where: string, value: unknown, pick: Pick<never> | undefined): unknown {
  if (pick === undefined) return value;
  if (typeof pick === "function") return pick(value as never);
  return Object.fromEntries(
    pick.map((name) => {
      const found = (value as Record<string, unknown> | null)?.[name];
      if (found === undefined) {
        throw new TypeError(
          `${where}: there is no ${JSON.stringify(name)} in what a run gave, which is ${show(value)}`,
        );
      }
      return [name, found];
    }),
  );
}

/**
 * Takes the numbers out of what the runs gave: each a number, or an object of numbers.
 *
 * @throws TypeError for anything else, with a hint at `metrics`.
 */
export function numbersOf(where: string, values: readonly unknown[], pick: Pick<never> | undefined): Numbers {
  const all = values.map((value) => picked(where, value, pick));
  if (all.every((value) => typeof value === "number")) {
    return { single: true, byName: new Map([["value", all as number[]]]) };
  }
  const names = new Set<string>();
  for (const value of all) {
    if (typeof value !== "object" || value === null || Array.isArray(value)) {
      throw new TypeError(
        `${where}: a run gave ${show(value)}, expected a number, or an object of numbers such as { accuracy: 0.9 }`,
      );
    }
    for (const [name, number] of Object.entries(value)) {
      if (number === undefined) continue;
      if (typeof number !== "number") {
        throw new TypeError(
          `${where}: a run gave ${show(number)} as ${JSON.stringify(name)}, expected a number; say which entries to sum up, such as metrics: ["accuracy"], or metrics: (value) => value.accuracy`,
        );
      }
      names.add(name);
    }
  }
  if (names.size === 0) throw new TypeError(`${where}: the runs gave no numbers, but empty objects`);
  const column = (name: string): number[] =>
    all.map((value) => (value as Record<string, number>)[name] ?? Number.NaN);
  return { single: false, byName: new Map([...names].map((name) => [name, column(name)])) };
}
