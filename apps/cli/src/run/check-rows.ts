import { randomState } from "@wellfit/data";
import { UserError } from "../errors/errors";
import { type Features, featuresOf } from "../prepare/preparation";
import { readForRun, readOriginal } from "./original-data";
import type { RunFiles } from "./read-run";
import type { Trained } from "./trained";

/** Rows to try a network on, and what they are. */
export interface TryRows {
  readonly x: Features;
  readonly what: string;
}

const randomRows = (columns: number): Features => {
  const rows = 256;
  const data = Float32Array.from(randomState(0).normal(0, 1, rows * columns));
  return { data, shape: [rows, columns] };
};

/** The rows of the training's file; where it is gone or changed, random ones of the same kind (standard normal). */
export const rowsToTry = async (run: RunFiles, trained: Trained, cwd: string): Promise<TryRows> => {
  try {
    const bytes = await readOriginal(run, cwd);
    const table = await readForRun(run, bytes, trained.inputs.columns, { withTarget: false });
    return { x: featuresOf(table, trained.inputs), what: `the rows of ${run.config.data.file}` };
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    const columns = trained.inputs.transform.getFeatureNamesOut().length;
    return {
      x: randomRows(columns),
      what: `random rows, because ${run.config.data.file} is gone or changed`,
    };
  }
};
