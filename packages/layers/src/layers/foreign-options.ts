import { show } from "../common/options";

/** What files of Keras say of features that are not here. */
const FOREIGN = ["quantizationConfig", "loraRank", "loraAlpha", "autocast"] as const;

/**
 * The options without those that Keras writes for features that mean nothing when they are null.
 *
 * @throws TypeError when a file asks for one of them.
 */
export function withoutForeign(where: string, options: object): object {
  const rest = { ...options } as Record<string, unknown>;
  for (const name of FOREIGN) {
    const value = rest[name];
    if (value !== undefined && value !== null && value !== true) {
      throw new TypeError(
        `${where}: received ${name} ${show(value)}, which this version of the layer does not have; leave it out`,
      );
    }
    delete rest[name];
  }
  return rest;
}
