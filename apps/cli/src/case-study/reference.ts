import type { CaseResult } from "@wellfit/experiments";
import type { Comparison, ReferenceValue } from "@wellfit/experiments/references";
import { details, scores, titleOf } from "./measures";

/** What a case is set beside. */
export interface Beside {
  /** The reference's numbers by name; undefined where it has none. */
  readonly values: Readonly<Record<string, ReferenceValue>> | undefined;
  /** Those that have an interval in which ours belong. */
  readonly compared: readonly Comparison[];
  /** What to know before ours are called outside. */
  readonly note?: string | undefined;
}

/** The numbers of a case and the reference's, side by side. */
export const besideReference = async (cases: readonly CaseResult[]): Promise<Beside[]> => {
  const { compareWithReference, referenceOf, references } = await import("@wellfit/experiments/references");
  return cases.map((one) => ({
    values: referenceOf(one.spec),
    compared: compareWithReference(one),
    note: references[one.spec.reference ?? ""]?.note,
  }));
};

/** "inside", "outside", or nothing where there is nothing to compare. */
export const verdictOf = ({ compared }: Beside): string => {
  if (compared.length === 0) return "";
  return compared.every(({ inside }) => inside) ? "inside" : "outside";
};

const main = [...scores].reverse();

/** The reference's mean of the score that a case is judged by. */
export const referenceScore = ({ values, compared }: Beside): string => {
  if (compared[0]?.name === "notFinite") return "not finite";
  const measure = main.find(({ name }) => values?.[name] !== undefined);
  return measure === undefined ? "–" : measure.write(values![measure.name]!.mean);
};

/** A number with its measure's digits. */
const written = (name: string, value: number): string =>
  ([...scores, ...details].find((measure) => measure.name === name)?.write ?? String)(value);

/** What lies outside, in words. */
export const outsideOf = (name: string, { compared, note }: Beside): string[] =>
  compared
    .filter(({ inside }) => !inside)
    .map(
      (one) =>
        `${name}: ${titleOf(one.name)} is ${written(one.name, one.ours)}, the reference has ${written(one.name, one.reference)}, and from ${written(one.name, one.accept[0])} to ${written(one.name, one.accept[1])} is accepted${note === undefined ? "" : ` (${note})`}`,
    );
