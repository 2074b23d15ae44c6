import { camelKeys } from "../common/names";
import { isSerialized } from "../common/resolve";
import { resolveSchedule } from "../schedules/resolve-schedule";

const renamed: Readonly<Record<string, string>> = {
  clipnorm: "clipNorm",
  clipvalue: "clipValue",
  globalClipnorm: "globalClipNorm",
};

/** What older versions of Keras write and what changes no numbers. */
const ignored: readonly string[] = ["jitCompile", "isLegacyOptimizer"];

/** The options in an optimizer's config as Keras writes it. */
export function optionsFromKeras(
  where: string,
  config: Readonly<Record<string, unknown>>,
): Record<string, unknown> {
  const out: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(camelKeys(config))) {
    if (!ignored.includes(key)) out[renamed[key] ?? key] = value;
  }
  if (isSerialized(out.learningRate)) {
    out.learningRate = resolveSchedule(out.learningRate, `${where}: learningRate`);
  }
  return out;
}
