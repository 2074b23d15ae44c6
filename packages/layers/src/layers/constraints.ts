/**
 * The options without those that Keras writes for features that mean nothing when they are null.
 *
 * @throws TypeError when a file asks for one of them.
 */
export function refuseConstraints(where: string, options: object): object {
  const { kernelConstraint, biasConstraint, quantizationConfig, loraRank, ...rest } = options as Record<
    string,
    unknown
  >;
  for (const [name, value] of Object.entries({
    kernelConstraint,
    biasConstraint,
    quantizationConfig,
    loraRank,
  })) {
    if (value !== undefined && value !== null) {
      throw new TypeError(
        `${where}: received ${name}, which this version of the layer does not have; leave it out`,
      );
    }
  }
  return rest;
}
