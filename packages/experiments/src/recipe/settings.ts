import type { NdArray } from "@wellfit/data";
import type { Model } from "@wellfit/layers";

/** What the recipe changes. */
export interface RecipeSettings {
  /** Units of each hidden layer. */
  readonly width: number;
  /** Hidden layers. */
  readonly depth: number;
  /** The L2 penalty of each kernel. */
  readonly l2: number;
  /** The dropout rate behind each hidden layer. */
  readonly dropout: number;
  /** How long it trains. */
  readonly epochs: number;
}

/** Rows and their targets. */
export interface RecipeData {
  /** Inputs of shape [rows, features] or more axes. */
  readonly x: NdArray;
  /** Targets of shape [rows] or [rows, 1]: 0 and 1, numbers of classes, or any numbers. */
  readonly y: NdArray;
}

/** Makes and compiles a network; the seed is set before. */
export type RecipeBuild = (settings: RecipeSettings) => Model;

/** A small network without anything against overfitting, to begin with. */
export const firstSettings: RecipeSettings = { width: 16, depth: 1, l2: 0, dropout: 0, epochs: 100 };

/**
 * The settings to begin with.
 *
 * @throws RangeError for one that makes no sense, TypeError for one that there is not.
 */
export function readSettings(given: Partial<RecipeSettings>): RecipeSettings {
  const settings: { -readonly [K in keyof RecipeSettings]: number } = { ...firstSettings };
  for (const [name, value] of Object.entries(given) as [keyof RecipeSettings, number | undefined][]) {
    if (!(name in settings)) {
      throw new TypeError(
        `recipe: received the unknown setting ${JSON.stringify(name)} in start, expected some of ${Object.keys(settings).join(", ")}`,
      );
    }
    if (value === undefined) continue;
    const counts = name === "width" || name === "depth" || name === "epochs";
    const good = counts ? Number.isInteger(value) && value >= 1 : value >= 0 && (name === "l2" || value < 1);
    if (!good || !Number.isFinite(value)) {
      const expected = counts
        ? "a whole number from 1"
        : name === "l2"
          ? "a number from 0"
          : "a rate from 0, below 1";
      throw new RangeError(`recipe: received ${name} ${String(value)} in start, expected ${expected}`);
    }
    settings[name] = value;
  }
  return settings;
}
