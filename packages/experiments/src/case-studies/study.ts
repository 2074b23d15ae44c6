import type { CaseSpec } from "./spec";

/** What the cases of an extension vary: one number, from low to high. */
export interface CaseGrid {
  /** What it is, for the axis of a chart, such as "Dropout rate". */
  readonly label: string;
  /** Its value in each case, in the order of the cases. */
  readonly values: readonly number[];
}

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
  /** What the cases vary, where it is one number. */
  readonly grid?: CaseGrid;
  /** What to look at in the result. */
  readonly conclusion: string;
}

/** A chain of linear layers that is looked at and not trained; see `linearChain`. */
export interface ChainSpec {
  /** What it is called in tables, such as "1.5 · I". */
  readonly name: string;
  /** The number on the diagonal of each kernel. */
  readonly weight: number;
  /** How many layers. */
  readonly depth: number;
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
  /** Chains, of a study that trains nothing. */
  readonly chains?: readonly ChainSpec[];
  /** What to learn from the result. */
  readonly conclusion: string;
  /** Where to go from here. */
  readonly extensions: readonly Extension[];
}
