import { type FoundStudy, findStudy, studies, studyNames } from "@wellfit/experiments";
import { UsageError } from "../errors/errors";
import { nearest } from "../options/nearest";

/** Which names there are where the given one goes wrong: those of studies, or of the extensions of one. */
const expectedFor = (given: string): string => {
  const study = studies.find(({ name }) => name === given.split("/")[0]);
  if (study === undefined) return `a study: ${studies.map(({ name }) => name).join(", ")}`;
  const names = study.extensions.map(({ name }) => `${study.name}/${name}`);
  return names.length === 0
    ? `${study.name}, which has no extensions`
    : `an extension of ${study.name}: ${names.join(", ")}`;
};

/** The study of a name, or the extension of "study/extension". */
export const studyOf = (given: string): FoundStudy => {
  const names = studyNames();
  if (names.includes(given)) return findStudy(given);
  // An extension without its study is found when only one study has it.
  const extensions = names.filter((name) => name.endsWith(`/${given}`));
  const meant = extensions.length === 1 ? extensions[0] : nearest(given, names);
  const hint = meant === undefined ? "see wellfit case-study --list" : `did you mean ${meant}?`;
  throw new UsageError(
    `there is no case study ${JSON.stringify(given)}; ${hint}\nexpected ${expectedFor(given)}`,
  );
};
