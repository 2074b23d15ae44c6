import { studies } from "./studies/all";
import type { Extension, Study } from "./study";

/** A study, with one of its extensions when the name has one. */
export interface FoundStudy {
  /** The study. */
  readonly study: Study;
  /** The extension that the name has after the slash; undefined without. */
  readonly extension: Extension | undefined;
}

/** All names: each study, and its extensions as "study/extension". */
export function studyNames(): string[] {
  return studies.flatMap((study) => [
    study.name,
    ...study.extensions.map((extension) => `${study.name}/${extension.name}`),
  ]);
}

/**
 * The study of a name such as "dropout", or "dropout/input-dropout".
 *
 * @throws RangeError for a name that is not there, with those that are.
 * @example
 * findStudy("dropout/grid-over-rate").extension?.title; // "A grid over the rate"
 */
export function findStudy(name: string): FoundStudy {
  const [first, second] = name.split("/");
  const study = studies.find((one) => one.name === first);
  const extension = study?.extensions.find((one) => one.name === second);
  if (study !== undefined && (second === undefined || extension !== undefined)) return { study, extension };
  const known = study === undefined ? studies : study.extensions;
  throw new RangeError(
    `findStudy: received ${JSON.stringify(name)}, expected ${study === undefined ? "a study" : `an extension of ${study.name}`}: one of ${known.map((one) => one.name).join(", ")}`,
  );
}
