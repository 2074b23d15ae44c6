import type { CaseSpec } from "./spec";

/** Variations of a study, as the textbook proposes them for going further. */
export interface Extension {
  /** Its name within the study, such as "output-layer". */
  readonly name: string;
  readonly title: string;
  /** What it asks, in a sentence. */
  readonly question: string;
  readonly cases: readonly CaseSpec[];
  /** What to look at in the result. */
  readonly conclusion: string;
}

/** One case study: a question, configurations that answer it, and what to learn from them. */
export interface Study {
  /** Its name on the command line, such as "dropout". */
  readonly name: string;
  readonly title: string;
  readonly question: string;
  /** How it is set up: data, network, training. */
  readonly setUp: string;
  readonly cases: readonly CaseSpec[];
  readonly conclusion: string;
  readonly extensions: readonly Extension[];
}
