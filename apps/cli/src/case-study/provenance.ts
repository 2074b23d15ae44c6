import { setEngine } from "@wellfit/core";
import type { StudyResult } from "@wellfit/experiments";
import { version } from "../version";
import type { Beside } from "./reference";

/** How the runs of a command are made. */
export interface RunSettings {
  readonly repeats: number;
  readonly firstSeed: number;
  /** How products and sums are rounded; "off" gives the same bits on every machine. */
  readonly fma: "auto" | "off";
}

/** Sets up the engine as asked. */
export const useEngine = ({ fma }: RunSettings): void => setEngine("wasm", { fma });

/** The settings in a line. */
export const settingsLine = (
  { repeats, firstSeed, fma }: RunSettings,
  { provenance, chains }: StudyResult,
): string => {
  const [engine] = provenance.engines;
  return chains !== undefined
    ? `wellfit ${version()}, engine ${engine?.name}`
    : `${repeats === 1 ? `1 run a case, seed ${firstSeed}` : `${repeats} runs a case, seeds ${firstSeed} to ${firstSeed + repeats - 1}`}; wellfit ${version()}, engine ${engine?.name}, fma ${fma}`;
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
