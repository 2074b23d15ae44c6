import { printable } from "../common/printable";
import { shortNumber, textTable } from "../common/text-table";
import type { Plain } from "../provenance/plain";
import type { Provenance } from "../provenance/provenance";
import type { Numbers } from "./metrics";
import { type Summary, summarize } from "./summary";

/** What is needed, besides the seeds, to get a result again. */
export interface Repeatable {
  /**
   * What was asked for: the options with their defaults, and what was run, a function by its name and a module by that of
   * its file. Which rows were dealt to which fold, where there are folds.
   */
  readonly configuration: { readonly [name: string]: Plain };
  /** What computed it: versions, Node or browser, engine. */
  readonly provenance: Provenance;
}

/** What runs that each gave a number came to. Plain JSON. */
export interface NumberResult extends Summary, Repeatable {
  /** The seeds; `values` has the number of each. */
  readonly seeds: readonly number[];
  /** How many runs gave NaN or an infinity, which mean, interval and the rest leave out. */
  readonly notFinite: number;
  /** A table for people. */
  toString(): string;
}

/** What runs that each gave an object came to. Plain JSON. */
export interface MetricsResult<M extends object = Record<string, number>> extends Repeatable {
  /** The seeds, in the order of each summary's `values`. */
  readonly seeds: readonly number[];
  /** For each metric its mean, spread and values. */
  readonly metrics: { readonly [K in keyof M]-?: Summary };
  /** What each run gave, in the order of the seeds. */
  readonly values: readonly unknown[];
  /** How many runs gave NaN or an infinity for some metric; each summary leaves out its own. */
  readonly notFinite: number;
  /** A table for people. */
  toString(): string;
}

/** A {@link NumberResult} for runs that give numbers, a {@link MetricsResult} for those that give objects. */
export type RepeatResult<T> = [T] extends [number]
  ? NumberResult
  : T extends object
    ? MetricsResult<T>
    : NumberResult | MetricsResult;

/** The cells of a summary, for {@link headings}. */
export const cells = ({ mean, sd, interval, min, median, max }: Summary): string[] => [
  shortNumber(mean),
  shortNumber(sd),
  `${shortNumber(interval[0])} … ${shortNumber(interval[1])}`,
  shortNumber(median),
  shortNumber(min),
  shortNumber(max),
];

/** What stands over {@link cells}. */
export const headings: readonly string[] = ["mean", "sd", "95% interval", "median", "min", "max"];

function print(
  title: string,
  notFinite: number,
  all: number,
  named: readonly (readonly [string, Summary])[],
): string {
  const table = textTable(
    ["", ...headings],
    named.map(([name, summary]) => [name, ...cells(summary)]),
    1,
  );
  return `${title}\n${table}${notFinite === 0 ? "" : `\n${notFinite} of ${all} runs gave no finite number and are left out`}`;
}

/** What {@link resultOf} sums up. */
export interface Ran extends Repeatable {
  /** Stands over the table. */
  readonly title: string;
  /** The seed of each run. */
  readonly seeds: readonly number[];
  /** What each gave. */
  readonly values: readonly unknown[];
  /** The numbers in that. */
  readonly numbers: Numbers;
}

/** Sums up. */
export function resultOf({
  title,
  seeds,
  values,
  numbers,
  configuration,
  provenance,
}: Ran): NumberResult | MetricsResult {
  const { single, byName } = numbers;
  const named = [...byName].map(([name, list]) => [name, summarize(list)] as const);
  const notFinite = values.filter((_, i) =>
    [...byName.values()].some((list) => !Number.isFinite(list[i])),
  ).length;
  const toString = (): string => print(title, notFinite, values.length, named);
  if (single) {
    const summary = (named[0] as (typeof named)[number])[1];
    return printable({ seeds, notFinite, ...summary, configuration, provenance }, toString);
  }
  return printable(
    { seeds, metrics: Object.fromEntries(named), values, notFinite, configuration, provenance },
    toString,
  );
}

/** How many runs, and with which seeds, in words. */
export function seedsInWords(seeds: readonly number[]): string {
  const [first = 0, last = 0] = [seeds[0], seeds.at(-1)];
  if (seeds.length === 1) return `1 run, seed ${first}`;
  const follow = seeds.every((seed, i) => seed === first + i);
  return `${seeds.length} runs, seeds ${follow ? `${first} to ${last}` : seeds.join(", ")}`;
}
