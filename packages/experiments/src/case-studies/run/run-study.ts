import { type Provenance, provenanceOf } from "../../provenance/provenance";
import { type Summary, summarize } from "../../repeat/summary";
import { type Chain, linearChain } from "../chains";
import type { CaseSpec } from "../spec";
import type { CaseGrid, Extension, Study } from "../study";
import type { Outcome } from "./run-case";
import { type RunSeeds, seedsInTurn } from "./share-runs";

/** What the seeds of a case gave. */
export interface CaseResult {
  /** The configuration, with everything that is needed to run it again. */
  readonly spec: CaseSpec;
  /** The seeds in order. */
  readonly seeds: readonly number[];
  /** One for each seed, in their order. */
  readonly outcomes: readonly Outcome[];
  /** By name of the number, such as "testAccuracy", over the runs that stayed finite; `values` has NaN for the others. */
  readonly summary: Readonly<Record<string, Summary>>;
  /** How many runs stopped being finite. */
  readonly notFinite: number;
}

/** What a chain of a study gave. */
export interface ChainResult extends Chain {
  /** What it is called in tables. */
  readonly name: string;
}

/** What a study, or one of its extensions, gave. Plain JSON. */
export interface StudyResult {
  /** The study, or study/extension. */
  readonly name: string;
  /** What it is called in headings. */
  readonly title: string;
  /** What it asks. */
  readonly question: string;
  /** What to learn from it. */
  readonly conclusion: string;
  /** One for each configuration. */
  readonly cases: readonly CaseResult[];
  /** What the cases vary, of an extension that varies one number. */
  readonly grid?: CaseGrid;
  /** One for each chain, of a study that has them. */
  readonly chains?: readonly ChainResult[];
  /** What computed it, for repeating it to the bit. */
  readonly provenance: Provenance;
}

/** How a study is run. */
export interface StudyOptions {
  /** How many seeds each case is run with; default 10, or as many as a case says that its mean needs. */
  readonly repeats?: number | undefined;
  /** The first of them; default 0. */
  readonly firstSeed?: number | undefined;
  /** Ends the study. */
  readonly signal?: AbortSignal | undefined;
  /** Called after each run. */
  readonly onProgress?: ((done: number, all: number, name: string) => void) | undefined;
  /** Runs several seeds of a case, side by side if it can; default one after another here. */
  readonly runSeeds?: RunSeeds | undefined;
}

/** So many seeds tell the mean of most cases. */
const usualRepeats = 10;

const lastOf = (outcome: Outcome): Record<string, number | undefined> => ({
  trainAccuracy: outcome.trainAccuracy,
  testAccuracy: outcome.testAccuracy,
  trainLoss: outcome.trainLoss,
  testLoss: outcome.testLoss,
  testR2: outcome.testR2,
  stopEpoch: outcome.stopped?.stopEpoch,
  bestEpoch: outcome.stopped?.bestEpoch,
  checkpointEpoch: outcome.stopped?.checkpointEpoch,
  checkpointAccuracy: outcome.stopped?.checkpointAccuracy,
  ...Object.fromEntries((outcome.kernelNorms ?? []).map((norm, i) => [`kernelNorm${i + 1}`, norm])),
});

/** What the runs of a case gave, summed up. */
export function caseResult(
  spec: CaseSpec,
  seeds: readonly number[],
  outcomes: readonly Outcome[],
): CaseResult {
  const rows = outcomes.map(lastOf);
  // A run that is not finite has no numbers, but keeps its place among the values.
  const first = rows.find((_, i) => outcomes[i]?.finite) ?? {};
  const names = Object.keys(first).filter((name) => first[name] !== undefined);
  return {
    spec,
    seeds,
    outcomes,
    summary: Object.fromEntries(
      names.map((name) => [name, summarize(rows.map((row) => row[name] ?? Number.NaN))]),
    ),
    notFinite: outcomes.filter((outcome) => !outcome.finite).length,
  };
}

/**
 * Runs all cases of a study, or of one of its extensions, with several seeds.
 *
 * @param part The extension; the study's own cases without.
 * @throws RangeError for a number of repeats or a seed that makes no sense; the reason of `signal` when it is aborted.
 */
export async function runStudy(
  study: Study,
  part: Extension | undefined,
  options: StudyOptions = {},
): Promise<StudyResult> {
  const { repeats, firstSeed = 0, signal, onProgress } = options;
  if (repeats !== undefined && (!Number.isInteger(repeats) || repeats < 1)) {
    throw new RangeError(`runStudy: received ${repeats} repeats, expected a whole number from 1`);
  }
  if (!Number.isInteger(firstSeed) || firstSeed < 0) {
    throw new RangeError(`runStudy: received the first seed ${firstSeed}, expected a whole number from 0`);
  }
  const { cases } = part ?? study;
  const times = cases.map((spec) => repeats ?? spec.repeats ?? usualRepeats);
  const all = times.reduce((sum, count) => sum + count, 0);
  let done = 0;
  const run = options.runSeeds ?? seedsInTurn(signal);
  const results: CaseResult[] = [];
  for (const [i, spec] of cases.entries()) {
    const seeds = Array.from({ length: times[i] as number }, (_, k) => firstSeed + k);
    const outcomes = await run(spec, seeds, () => onProgress?.(++done, all, spec.name));
    results.push(caseResult(spec, seeds, outcomes));
  }
  const { title, question, conclusion } = part ?? study;
  const chains = part === undefined ? study.chains : undefined;
  const name = part === undefined ? study.name : `${study.name}/${part.name}`;
  return {
    name,
    title,
    question,
    conclusion,
    cases: results,
    ...(part?.grid === undefined ? {} : { grid: part.grid }),
    ...(chains === undefined
      ? {}
      : { chains: chains.map((one) => ({ name: one.name, ...linearChain(one.weight, one.depth) })) }),
    provenance: provenanceOf(),
  };
}
