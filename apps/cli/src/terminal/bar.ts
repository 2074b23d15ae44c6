import { type Options, SingleBar } from "cli-progress";

/** A bar that is taken away at the end; what its line says stands in `format`. */
export const makeBar = (stream: NodeJS.WritableStream, format: string): SingleBar => {
  const options: Options = {
    stream,
    format: `  {bar} ${format}`,
    barCompleteChar: "━",
    barIncompleteChar: "─",
    barsize: 20,
    hideCursor: true,
    clearOnComplete: true,
    stopOnComplete: false,
  };
  return new SingleBar(options);
};

/** May a bar be drawn? Not in a file, a pipe or the log of a build server. */
export const canDrawBar = (
  output: { readonly isTTY?: boolean | undefined },
  env: Readonly<Record<string, string | undefined>>,
): boolean => output.isTTY === true && ((env.CI ?? "") === "" || env.CI === "false");
