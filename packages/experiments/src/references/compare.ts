import type { CaseResult } from "../case-studies/run/run-study";
import type { CaseSpec } from "../case-studies/spec";
import type { Reference, ReferenceValue } from "./reference";
import { references } from "./values";

/** One number of a case beside the reference's. */
export interface Comparison {
  /** The name of the number, such as "testAccuracy"; "notFinite" where every run must stop being finite. */
  readonly name: string;
  /** The mean of our runs. */
  readonly ours: number;
  /** The reference's mean. */
  readonly reference: number;
  /** Where ours is accepted. */
  readonly accept: readonly [low: number, high: number];
  /** Is it there? */
  readonly inside: boolean;
}

// Rows of the test part that may go the other way, where the reference names no interval of its own.
const leastAccuracy = 1.5 / 70;

/** Three standard errors of the difference between the reference's runs and ours. */
function widely({ mean, sd }: ReferenceValue, runs: number, ours: number, name: string): [number, number] {
  const least = name.endsWith("Accuracy") ? leastAccuracy : 0;
  const reach = Math.max(3 * sd * Math.sqrt(1 / runs + 1 / ours), least);
  return [mean - reach, mean + reach];
}

/** What the reference gave for a case that ends like this one; undefined where it has none. */
function expectedOf(
  spec: CaseSpec,
  reference: Reference,
): Readonly<Record<string, ReferenceValue>> | undefined {
  const { stop } = spec;
  if (stop === undefined) return reference.values;
  return stop.monitor === "valLoss" ? reference.stopped?.[stop.patience] : undefined;
}

/** The numbers of the reference for a case, by the names of `CaseResult.summary`; undefined where there are none. */
export function referenceOf(spec: CaseSpec): Readonly<Record<string, ReferenceValue>> | undefined {
  const reference = spec.reference === undefined ? undefined : references[spec.reference];
  return reference && expectedOf(spec, reference);
}

/**
 * Sets what a case gave beside the reference: every number for which the reference names an interval where the mean of
 * ten runs belongs, the epochs of early stopping, and whether runs stay finite. Empty where the reference has none.
 *
 * @example
 * const result = await runStudy(findStudy("data-scaling").study, undefined, { repeats: 10 });
 * compareWithReference(result.cases[1]).every(({ inside }) => inside); // true
 */
export function compareWithReference(result: CaseResult): Comparison[] {
  const { spec, summary, notFinite, seeds } = result;
  const reference = spec.reference === undefined ? undefined : references[spec.reference];
  const expected = reference && expectedOf(spec, reference);
  if (reference === undefined || expected === undefined) return [];
  if (reference.notFinite === reference.runs) {
    const accept = [seeds.length, seeds.length] as const;
    const inside = notFinite === seeds.length;
    return [{ name: "notFinite", ours: notFinite, reference: seeds.length, accept, inside }];
  }
  return Object.entries(expected).flatMap(([name, value]) => {
    const ours = summary[name]?.mean ?? Number.NaN;
    if (value.accept === undefined && spec.stop === undefined) return [];
    const accept = value.accept ?? widely(value, reference.runs, summary[name]?.n ?? 1, name);
    const inside = ours >= accept[0] && ours <= accept[1];
    return [{ name, ours, reference: value.mean, accept, inside }];
  });
}
