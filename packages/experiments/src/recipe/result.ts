import type { Model } from "@wellfit/layers";
import type { Repeatable } from "../repeat/result";
import type { RecipeSettings } from "./settings";

/** How a network did. */
export interface RecipeState {
  /** What it was built and trained with. */
  readonly settings: RecipeSettings;
  /** How many rows it was trained on. */
  readonly rows: number;
  /** The error on them, from 0 to 1; the mean of the seeds. */
  readonly trainError: number;
  /** The error on the dev rows. */
  readonly devError: number;
  /** What `diagnose` says: "high bias, low variance". */
  readonly label: string;
}

/** One thing that was tried. */
export interface RecipeStep {
  /** What it was tried against. */
  readonly against: "bias" | "variance";
  /** What was changed. */
  readonly kind: keyof RecipeSettings | "rows";
  /** The change in words: "bigger network: 16 to 64 units". */
  readonly change: string;
  /** How the network did without it. */
  readonly before: RecipeState;
  /** How it did with it; null when its training stopped being finite. */
  readonly after: RecipeState | null;
  /** Whether the change stays; otherwise it was taken back. */
  readonly kept: boolean;
  /** Why its training stopped being finite. */
  readonly message?: string;
}

/** What the recipe came to. Plain JSON, but for `model`, which is left out of it. */
export interface RecipeResult extends Repeatable {
  /** With these seeds each network was trained. */
  readonly seeds: readonly number[];
  /** In batches of so many rows. */
  readonly batchSize: number;
  /** The network that it began with. */
  readonly start: RecipeState;
  /** What was tried, in order. */
  readonly steps: readonly RecipeStep[];
  /** The network that it ended with. */
  readonly end: RecipeState;
  /** Why it ended. */
  readonly ended: "low bias and low variance" | "no step is left" | "maxSteps";
  /** The kept step that lowered the dev error most; null when none did. */
  readonly decisive: RecipeStep | null;
  /** The trained network that it ended with, of the first seed. */
  readonly model: Model;
  /** All of it as lines for people. */
  toString(): string;
}

const percent = (share: number): string => `${+(share * 100).toFixed(2)}%`;

const errors = ({ trainError, devError, label }: RecipeState): string =>
  `train ${percent(trainError)}, dev ${percent(devError)}: ${label}`;

/** The record as lines. */
export function recipeReport({
  start,
  steps,
  end,
  ended,
  decisive,
}: Pick<RecipeResult, "start" | "steps" | "end" | "ended" | "decisive">): string {
  const { settings } = end;
  return [
    `Start: ${errors(start)}`,
    ...steps.map(({ change, after, kept }, i) => {
      const found = after === null ? "training stopped being finite" : errors(after);
      return `${i + 1}. ${change}: ${found}; ${kept ? "kept" : "taken back"}`;
    }),
    `End (${ended}): ${errors(end)}`,
    `  with ${settings.depth} hidden of ${settings.width} units, l2 ${settings.l2}, dropout ${settings.dropout}, ${settings.epochs} epochs, ${end.rows} rows`,
    decisive === null
      ? "No step lowered the dev error."
      : `What helped most: ${decisive.change} (dev ${percent(decisive.before.devError)} to ${percent(decisive.after?.devError ?? 0)}).`,
  ].join("\n");
}
