import type { Provenance } from "@wellfit/experiments";

/** What the seeds of a case gave of one number. */
export interface CommittedNumber {
  /** Its name in an outcome, such as "testAccuracy". */
  readonly name: string;
  /** The mean of the seeds; null where no run stayed finite. */
  readonly mean: number | null;
  /** Their standard deviation. */
  readonly sd: number | null;
  /** That of each seed, in their order, with the digits that tell a float32 from every other; the norms of kernels come without. */
  readonly values?: readonly (number | null)[];
  /** The reference's mean and standard deviation, and where the mean of ten runs is to lie. */
  readonly reference?: {
    readonly mean: number;
    readonly sd: number;
    readonly accept?: readonly number[];
  };
}

/** The mean norm of the gradient for each layer's kernel after some epochs, 0 being before the first. */
export interface CommittedGradients {
  /** The epochs, rising. */
  readonly epochs: readonly number[];
  /** For each layer the norm after each of them. */
  readonly layers: readonly (readonly number[])[];
}

/** What a case gave. */
export interface CommittedCase {
  /** The case. */
  readonly name: string;
  /** Its seeds in order, where they are not those of the others. */
  readonly seeds?: readonly number[];
  /** How many of the seeds stopped being finite; default none. */
  readonly notFinite?: number;
  /** Why the first of those did. */
  readonly message?: string;
  /** How many of the reference's runs did. */
  readonly referenceNotFinite?: number;
  /** The numbers of those that stayed finite. */
  readonly numbers: readonly CommittedNumber[];
  /** Its gradients, where they were measured. */
  readonly gradientNorms?: CommittedGradients;
}

/** A case that stands in another part with the same numbers. */
export interface SameCase {
  /** The case. */
  readonly name: string;
  /** The part. */
  readonly as: string;
}

/** Norms along a chain of linear layers, the input first. */
export interface CommittedChain {
  /** What the chain is called. */
  readonly name: string;
  /** The norm of what each layer gives. */
  readonly activationNorms: readonly number[];
  /** The norm of the gradient for it. */
  readonly gradientNorms: readonly number[];
}

/** What `scripts/case-study-results.mjs` wrote of a study; the gradients, of one that has any, into a file of their own. */
export interface Committed {
  /** What computed it. */
  readonly provenance: Provenance;
  /** The seeds in order, of the cases that have none of their own. */
  readonly seeds: readonly number[];
  /** The study under its name, its extensions as "study/extension". */
  readonly parts: readonly {
    readonly name: string;
    readonly cases: readonly (CommittedCase | SameCase)[];
  }[];
  /** The gradients by part and case. */
  readonly gradients?: Readonly<Record<string, Readonly<Record<string, CommittedGradients>>>>;
  /** The chains of a study that trains nothing. */
  readonly chains?: readonly CommittedChain[];
}

/** The committed cases of a study, or of an extension of it. */
export function casesOf(committed: Committed, part: string): readonly CommittedCase[] {
  const written = committed.parts.find(({ name }) => name === part)?.cases ?? [];
  const gradients = committed.gradients?.[part];
  return written.map((one) => {
    const { gradientNorms: _, ...found } = "as" in one ? caseOf(committed, one.as, one.name) : one;
    const norms = gradients?.[one.name];
    return norms === undefined ? found : { ...found, gradientNorms: norms };
  });
}

function caseOf(committed: Committed, part: string, name: string): CommittedCase {
  const found = casesOf(committed, part).find((one) => one.name === name);
  if (found === undefined) throw new Error(`${part} has no case ${JSON.stringify(name)}`);
  return found;
}

/**
 * What was committed for a number of a seed.
 *
 * @returns `undefined` for a seed or a number that was not committed.
 */
export function committedValue(
  committed: Committed,
  part: string,
  caseName: string,
  seed: number,
  name: string,
): number | undefined {
  const one = casesOf(committed, part).find((found) => found.name === caseName);
  const values = one?.numbers.find((number) => number.name === name)?.values;
  return values?.[(one?.seeds ?? committed.seeds).indexOf(seed)] ?? undefined;
}

/** Whether a number is a committed one, to the last bit of a float32. */
export function equalsCommitted(value: number, committed: number): boolean {
  return Math.fround(value) === Math.fround(committed);
}
