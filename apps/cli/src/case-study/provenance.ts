import { setEngine } from "@wellfit/core";
import type { StudyResult } from "@wellfit/experiments";
import { packageVersions, version } from "../version";
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

/** What numbers depend on. */
export interface Provenance {
  readonly wellfit: string;
  readonly packages: Readonly<Record<string, string>>;
  readonly node: string;
  readonly engine: string;
  readonly fma: "auto" | "off";
  readonly seeds: readonly number[];
}

/** Everything that is needed to get the same numbers again. */
export const provenanceOf = ({ repeats, firstSeed, fma }: RunSettings, engine: string): Provenance => ({
  wellfit: version(),
  packages: packageVersions(["@wellfit/core", "@wellfit/data", "@wellfit/experiments", "@wellfit/layers"]),
  node: process.version,
  engine,
  fma,
  seeds: Array.from({ length: repeats }, (_, i) => firstSeed + i),
});

/** The settings in a line. */
export const settingsLine = (
  { repeats, firstSeed, fma }: RunSettings,
  { engine, chains }: StudyResult,
): string =>
  chains !== undefined
    ? `wellfit ${version()}, engine ${engine}`
    : `${repeats === 1 ? `1 run a case, seed ${firstSeed}` : `${repeats} runs a case, seeds ${firstSeed} to ${firstSeed + repeats - 1}`}; wellfit ${version()}, engine ${engine}, fma ${fma}`;

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
