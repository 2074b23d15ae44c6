import { checkChoice, show } from "../../common/options";
import { type BatchShape, showBatchShape } from "../../common/shapes";
import { checkDataFormat, checkSizes, type Rank } from "../space/axes";
import type { WindowPadding, Windows } from "../space/windows";

/** What was given for a kernel that slides, not checked yet. */
type GivenKernel = Readonly<
  Record<"kernelSize" | "strides" | "padding" | "dilationRate" | "dataFormat", unknown>
>;

/**
 * How a kernel slides.
 *
 * @throws RangeError for what is no size, step or padding, and for steps together with a dilation.
 */
export function checkKernel(
  where: string,
  given: GivenKernel,
  rank: Rank,
  paddings: readonly WindowPadding[] = ["valid", "same"],
): Windows {
  checkDataFormat(where, given.dataFormat);
  const size = checkSizes(where, "kernelSize", given.kernelSize, rank);
  const strides = checkSizes(where, "strides", given.strides, rank);
  const dilationRate = checkSizes(where, "dilationRate", given.dilationRate, rank);
  const padding = checkChoice(where, "padding", given.padding, paddings);
  if (strides.some((n) => n > 1) && dilationRate.some((n) => n > 1)) {
    throw new RangeError(
      `${where}: received strides ${show(strides)} and dilationRate ${show(dilationRate)}, expected one of them to be 1 ` +
        "along all axes, as in Keras; leave one out",
    );
  }
  return { size, strides, dilationRate, padding };
}

/**
 * The number of channels of an input.
 *
 * @throws RangeError when it is free.
 */
export function checkChannels(name: string, inputShape: BatchShape): number {
  const channels = inputShape[inputShape.length - 1];
  if (typeof channels === "number") return channels;
  throw new RangeError(
    `${name}: received input of shape ${showBatchShape(inputShape)}, expected a known number of channels, the last ` +
      "axis; name it in inputShape",
  );
}
