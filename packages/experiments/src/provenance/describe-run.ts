import { type AnyRun, isRunModule, type RunModule } from "../parallel/run-module";
import { type Plain, plain } from "./plain";

/** What was run: a function by its name, a module by the name of its file, which is the same wherever it lies. */
export function describeRun(run: AnyRun | RunModule): Plain {
  if (!isRunModule(run)) return plain(run);
  const { module, export: name = "default", options } = run;
  return {
    module: String(module).split("/").at(-1) ?? "",
    export: name,
    ...(options === undefined ? {} : { options: plain(options) }),
  };
}
