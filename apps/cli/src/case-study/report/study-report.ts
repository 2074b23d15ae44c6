import type { FoundStudy, StudyResult } from "@wellfit/experiments";
import type { RunSettings } from "../provenance";
import type { Beside } from "../reference";
import type { CaseBoundary } from "./boundaries";

/** Everything that the page of a study tells. */
export interface StudyReport {
  readonly found: FoundStudy;
  readonly result: StudyResult;
  readonly beside: readonly Beside[];
  readonly settings: RunSettings;
  /** What the networks of the first seed decide, of the cases that can be drawn. */
  readonly boundaries: readonly CaseBoundary[];
  /** The command that gave it. */
  readonly command: string;
  /** Versions and the like, by name. */
  readonly versions: Readonly<Record<string, string>>;
}
