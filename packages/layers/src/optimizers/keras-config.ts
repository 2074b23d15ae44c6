import { camelKeys } from "../common/names";
import { show } from "../common/options";

const renamed: Readonly<Record<string, string>> = {
  clipnorm: "clipNorm",
  clipvalue: "clipValue",
  globalClipnorm: "globalClipNorm",
};

/** What Keras writes for features that are switched off. */
const off: Readonly<Record<string, readonly unknown[]>> = {
  useEma: [false],
  emaMomentum: [0.99],
  emaOverwriteFrequency: [null],
  lossScaleFactor: [null],
  gradientAccumulationSteps: [null],
  jitCompile: [true, false],
  isLegacyOptimizer: [false],
};

/**
 * The options in an optimizer's config as Keras writes it.
 *
 * @throws TypeError for a feature that is switched on and not here.
 */
export function optionsFromKeras(
  where: string,
  config: Readonly<Record<string, unknown>>,
): Record<string, unknown> {
  const out: Record<string, unknown> = {};
  const given = camelKeys(config);
  for (const [key, value] of Object.entries(given)) {
    const neutral = off[key];
    if (neutral === undefined) out[renamed[key] ?? key] = value;
    else if (key !== "emaMomentum" && value !== undefined && !neutral.includes(value)) {
      throw new TypeError(
        `${where}: received ${key} ${show(value)}, which this optimizer does not have; leave it out`,
      );
    }
  }
  if (typeof out.learningRate === "object" && out.learningRate !== null) {
    throw new TypeError(`${where}: received a schedule as learningRate, expected a number`);
  }
  return out;
}
