import type { CaseSpec } from "./spec";

/** Variations of a study, as the textbook proposes them for going further. */
export interface Extension {
  /** Its name within the study, such as "output-layer". */
  readonly name: string;
  /** What it is called in headings. */
  readonly title: string;
  /** What it asks, in a sentence. */
  readonly question: string;
  /** The configurations. */
  readonly cases: readonly CaseSpec[];
  /** What to look at in the result. */
  readonly conclusion: string;
}

/** One case study: a question, configurations that answer it, and what to learn from them. */
export interface Study {
  /** Its name on the command line, such as "dropout". */
  readonly name: string;
  /** What it is called in headings. */
  readonly title: string;
  /** What it asks, in a sentence. */
  readonly question: string;
  /** How it is set up: data, network, training. */
  readonly setUp: string;
  /** The configurations. */
  readonly cases: readonly CaseSpec[];
  /** What to learn from the result. */
  readonly conclusion: string;
  /** Where to go from here. */
  readonly extensions: readonly Extension[];
}
