import pc from "picocolors";
import type { Output } from "./io";

/** Colours, or functions that leave a text as it is. */
export type Colours = ReturnType<typeof pc.createColors>;

/** Colours for a terminal; none for files and pipes, with NO_COLOR set, or on a dumb terminal. */
export const coloursFor = (output: Output, env: Readonly<Record<string, string | undefined>>): Colours => {
  const refused = (env.NO_COLOR ?? "") !== "" || env.TERM === "dumb";
  const forced = (env.FORCE_COLOR ?? "") !== "" && env.FORCE_COLOR !== "0";
  return pc.createColors(!refused && (forced || output.isTTY === true));
};
