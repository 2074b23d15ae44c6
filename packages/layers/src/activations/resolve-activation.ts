import { didYouMean, normalName, snakeCase } from "../common/names";
import { show } from "../common/options";
import { customObject, isSerialized } from "../common/resolve";
import { type ActivationFunction, type ActivationName, activations } from "./activations";

/** A name in Keras's or our spelling, or a function. */
export type ActivationLike = ActivationName | ActivationFunction | (string & {});

/** Names that Keras knows besides. */
const synonyms: Readonly<Record<string, ActivationName>> = { swish: "silu", hardswish: "hardSilu" };

/**
 * The function that a name stands for. A function is returned as it is; nothing at all is `linear`.
 *
 * @throws TypeError that lists the names there are.
 */
export function resolveActivation(value: unknown, where: string): ActivationFunction {
  if (value === undefined || value === null) return activations.linear;
  if (typeof value === "function") return value as ActivationFunction;
  const name = isSerialized(value) ? (value.config.name ?? value.config) : value;
  if (typeof name === "string") {
    // Keras writes a registered function of the user's as "package>name".
    const custom = customObject(name) ?? customObject(name.slice(name.indexOf(">") + 1));
    if (typeof custom === "function") return custom as ActivationFunction;
    const wanted = normalName(name);
    const known = Object.keys(activations) as ActivationName[];
    const found =
      known.find((key) => normalName(key) === wanted) ??
      (Object.hasOwn(synonyms, wanted) ? synonyms[wanted] : undefined);
    if (found !== undefined) return activations[found];
    if (wanted === "threshold") {
      throw new TypeError(
        `${where}: received "threshold", which has no limit and value of its own; expected a function that has them, such as ` +
          "(x) => threshold(x, 1, 0) with threshold of @wellfit/core",
      );
    }
    throw new TypeError(
      `${where}: received ${show(name)}${didYouMean(name, known)}, expected an activation: one of ` +
        `${known.map((key) => JSON.stringify(key)).join(", ")}, or a function of a tensor`,
    );
  }
  throw new TypeError(
    `${where}: received ${show(value)}, expected an activation: a name such as "relu", or a function of a tensor`,
  );
}

/** The name that Keras writes to a file: snake_case for its own, the function's name for the user's. */
export function activationName(activation: ActivationFunction): string {
  for (const [name, fn] of Object.entries(activations)) if (fn === activation) return snakeCase(name);
  return activation.name;
}
