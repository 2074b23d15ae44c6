import { isVariable, type Variable } from "@wellfit/core";
import { readOptions, show } from "../common/options";
import type { DecayExclusions } from "./optimizer-options";

/** Which weights do not decay. */
export interface DecayFilter {
  /** The parts of names that were given, for configs. */
  readonly varNames: readonly string[];
  /** Whether a weight decays. */
  decays(name: string, weight: Variable): boolean;
}

/** Reads what weights do not decay. */
export function decayFilter(
  where: string,
  given: readonly string[] | DecayExclusions | undefined,
): DecayFilter {
  const name = `${where}: excludeFromWeightDecay`;
  const { varNames, variables } = readOptions(name, Array.isArray(given) ? { varNames: given } : given, {
    varNames: [] as readonly string[],
    variables: [] as readonly Variable[],
  });
  if (!Array.isArray(varNames) || !varNames.every((part) => typeof part === "string" && part !== "")) {
    throw new TypeError(
      `${name}: received varNames ${show(varNames)}, expected parts of names such as ["bias", "gamma"]`,
    );
  }
  if (!Array.isArray(variables) || !variables.every(isVariable)) {
    throw new TypeError(`${name}: received variables ${show(variables)}, expected an array of variables`);
  }
  const patterns = varNames.map((part) => {
    try {
      return new RegExp(part);
    } catch {
      throw new TypeError(`${name}: received ${show(part)} among varNames, which is no regular expression`);
    }
  });
  return {
    varNames,
    decays: (weightName, weight) => {
      if (variables.includes(weight)) return false;
      // In Keras a weight's name is only the last part of ours, so an anchored pattern has to find that as well.
      const last = weightName.slice(weightName.lastIndexOf("/") + 1);
      return !patterns.some((pattern) => pattern.test(weightName) || pattern.test(last));
    },
  };
}
