import { setEngine } from "@wellfit/core";
import type { CaseSpec, StudyResult } from "@wellfit/experiments";
import { version } from "../version";
import type { Beside } from "./reference";

/** How the runs of a command are made. */
export interface RunSettings {
  /** How many seeds of every case; undefined for as many as each needs. */
  readonly repeats: number | undefined;
  readonly firstSeed: number;
  /** How products and sums are rounded; "off" gives the same bits on every machine. */
  readonly fma: "auto" | "off";
}

/** Sets up the engine as asked. */
export const useEngine = ({ fma }: RunSettings): void => setEngine("wasm", { fma });

/** How many runs, and with which seeds: of every case, and of those that need more. */
export const runsInWords = (
  { repeats, firstSeed }: RunSettings,
  cases: readonly Pick<CaseSpec, "name" | "repeats">[],
): string => {
  const counts = new Map(cases.map(({ name, repeats: own }) => [name, repeats ?? own ?? 10]));
  const least = Math.min(...counts.values());
  const more = [...counts]
    .filter(([, count]) => count > least)
    .map(([name, count]) => `${count} of ${JSON.stringify(name)}`);
  const each = least === 1 ? "1 run a case" : `${least} runs a case`;
  if (more.length > 0) return `${each}, ${more.join(", ")}, seeds from ${firstSeed}`;
  return least === 1
    ? `${each}, seed ${firstSeed}`
    : `${each}, seeds ${firstSeed} to ${firstSeed + least - 1}`;
};

/** The settings in a line; `cases` are those that it is said of. */
export const settingsLine = (
  settings: RunSettings,
  { provenance, chains, cases }: StudyResult,
  specs: readonly CaseSpec[] = cases.map(({ spec }) => spec),
): string => {
  const [engine] = provenance.engines;
  const computed = `wellfit ${version()}, engine ${engine?.name}`;
  return chains === undefined
    ? `${runsInWords(settings, specs)}; ${computed}, fma ${settings.fma}`
    : computed;
};

/** What computed a study, a name and a version each. */
export const versionsOf = ({ provenance }: StudyResult): Record<string, string> => {
  const [engine] = provenance.engines;
  return {
    wellfit: version(),
    ...provenance.packages,
    [provenance.runtime.name]: provenance.runtime.version,
    engine: engine?.name ?? "",
    ...(engine?.fma === undefined ? {} : { fma: engine.fma }),
  };
};

/** A study as JSON. Curves stay out: they are long, and the seed gives them again. */
export const studyJson = (result: StudyResult, beside: readonly Beside[]): object => ({
  ...result,
  cases: result.cases.map((one, i) => ({
    ...one,
    outcomes: one.outcomes.map(({ curves: _, ...outcome }) => outcome),
    reference: beside[i]?.values,
    compared: beside[i]?.compared,
  })),
});
