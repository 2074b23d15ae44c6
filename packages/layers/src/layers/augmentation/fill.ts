import { checkChoice, checkNumber } from "../../common/options";

/**
 * What stands outside of an image: "reflect" the image in a mirror (d c b a | a b c d | d c b a), "wrap" the image again
 * (a b c d | a b c d | a b c d), "nearest" its edge (a a a a | a b c d | d d d d), "constant" one value (k k k k | a b c d | k k k k).
 */
export type FillMode = "reflect" | "wrap" | "nearest" | "constant";

/** How a value between pixels is found: from the four around it, or as the nearest one. */
export type Interpolation = "bilinear" | "nearest";

/** Options of layers that move images. */
export interface FillOptions {
  /** What stands outside of the image. Default "reflect". */
  readonly fillMode?: FillMode;
  /** How values between pixels are found. Default "bilinear". */
  readonly interpolation?: Interpolation;
  /** The value outside, for fillMode "constant". Default 0. */
  readonly fillValue?: number;
}

/** The same, checked. */
export type Fill = Required<FillOptions>;

/** Keras's defaults. */
export const fillDefaults: { [K in keyof Fill]: unknown } = {
  fillMode: "reflect",
  interpolation: "bilinear",
  fillValue: 0,
};

/**
 * Checks the options.
 *
 * @throws RangeError for modes that do not exist.
 */
export function readFill(where: string, given: { readonly [K in keyof Fill]: unknown }): Fill {
  return {
    fillMode: checkChoice(where, "fillMode", given.fillMode, ["reflect", "wrap", "nearest", "constant"]),
    interpolation: checkChoice(where, "interpolation", given.interpolation, ["bilinear", "nearest"]),
    fillValue: checkNumber(where, "fillValue", given.fillValue),
  };
}

/** As Keras's files have them. */
export function fillConfig({ fillMode, interpolation, fillValue }: Fill): Record<string, unknown> {
  return { fill_mode: fillMode, interpolation, fill_value: fillValue };
}
