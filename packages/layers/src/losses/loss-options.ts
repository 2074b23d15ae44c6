import { readOptions } from "../common/options";

/** The options of a loss with their defaults: its own and those that all losses have. */
export type GivenLossOptions<D> = D & {
  readonly name: string;
  readonly reduction: unknown;
  readonly dtype: unknown;
};

/**
 * Reads the options of a loss.
 *
 * @param where - The name of the factory.
 * @param name - The default name, in snake_case.
 * @param own - The loss's own options and their defaults.
 */
export function readLossOptions<D extends object>(
  where: string,
  name: string,
  options: object | undefined,
  own: D,
): GivenLossOptions<D> {
  const given = readOptions(where, options, {
    ...own,
    name,
    reduction: "sumOverBatchSize" as unknown,
    dtype: undefined as unknown,
  });
  // Keras writes null for no reduction.
  if ((options as { reduction?: unknown } | undefined)?.reduction === null) given.reduction = "none";
  return given;
}
