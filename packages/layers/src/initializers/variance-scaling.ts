import { randomNormal, randomTruncatedNormal, randomUniform, type Shape, type Tensor } from "@wellfit/core";
import { checkChoice, checkNumber, readOptions, show } from "../common/options";
import { type FanAxes, fans } from "./fans";
import { RandomInitializer, type SeedOptions } from "./initializer";

/** Options of every initializer that counts connections. */
export interface FanOptions extends SeedOptions {
  /** The axes of the kernel that count as inputs, such as `[0]`; only with `outputAxes`. Default: the last but one. */
  readonly inputAxes?: readonly number[];
  /** The axes of the kernel that count as outputs, such as `[1, 2]`; only with `inputAxes`. Default: the last. */
  readonly outputAxes?: readonly number[];
}

/** Options of {@link varianceScaling}. */
export interface VarianceScalingOptions extends FanOptions {
  /** The variance is this divided by the number of connections. Default 1; above 0. */
  readonly scale?: number;
  /** Which connections count: those in, those out, or the mean of both. Default "fanIn". */
  readonly mode?: "fanIn" | "fanOut" | "fanAvg" | "fan_in" | "fan_out" | "fan_avg";
  /** Default "truncatedNormal". */
  readonly distribution?:
    | "truncatedNormal"
    | "untruncatedNormal"
    | "uniform"
    | "truncated_normal"
    | "untruncated_normal";
}

type Mode = "fan_in" | "fan_out" | "fan_avg";
type Distribution = "truncated_normal" | "untruncated_normal" | "uniform";

/** The defaults of {@link FanOptions}. */
const fanDefaults: { seed: number | undefined; inputAxes: unknown; outputAxes: unknown } = {
  seed: undefined,
  inputAxes: undefined,
  outputAxes: undefined,
};

/** The standard deviation of a standard normal distribution without what lies beyond two standard deviations. */
const TRUNCATED = 0.8796256610342398;

/** See {@link varianceScaling}; the glorot, he and lecun initializers are special cases. */
export class VarianceScaling extends RandomInitializer {
  /** Its name in Keras. */
  static readonly className: string = "VarianceScaling";
  private readonly scale: number;
  private readonly mode: Mode;
  private readonly distribution: Distribution;
  private readonly axes: FanAxes | undefined;

  constructor(options: VarianceScalingOptions = {}, where = "varianceScaling") {
    const { scale, mode, distribution, seed, inputAxes, outputAxes } = readOptions(where, options, {
      scale: 1,
      mode: "fanIn",
      distribution: "truncatedNormal",
      ...fanDefaults,
    });
    super(where, seed);
    this.scale = checkNumber(where, "scale", scale, { above: 0 });
    const modes = ["fan_in", "fan_out", "fan_avg"] as const;
    this.mode = checkChoice(where, "mode", snake(mode), modes);
    const distributions = ["truncated_normal", "untruncated_normal", "uniform"] as const;
    const alias = distribution === "normal" ? "truncated_normal" : distribution;
    this.distribution = checkChoice(where, "distribution", snake(alias), distributions);
    this.axes = readAxes(where, inputAxes, outputAxes);
  }

  protected draw(key: Tensor, shape: Shape): Tensor {
    const { fanIn, fanOut } = fans(shape, this.axes);
    const n = { fan_in: fanIn, fan_out: fanOut, fan_avg: (fanIn + fanOut) / 2 }[this.mode];
    const stddev = Math.sqrt(this.scale / Math.max(1, n));
    switch (this.distribution) {
      case "uniform": {
        const limit = Math.sqrt(3) * stddev;
        return randomUniform(key, shape, -limit, limit);
      }
      case "truncated_normal":
        return randomTruncatedNormal(key, shape, 0, stddev / TRUNCATED);
      case "untruncated_normal":
        return randomNormal(key, shape, 0, stddev);
    }
  }

  getConfig(): Record<string, unknown> {
    return {
      scale: this.scale,
      mode: this.mode,
      distribution: this.distribution,
      ...this.fanConfig(),
    };
  }

  /** The settings that all initializers which count connections have. */
  protected fanConfig(): Record<string, unknown> {
    return {
      seed: this.seed ?? null,
      input_axes: this.axes?.inputAxes ?? null,
      output_axes: this.axes?.outputAxes ?? null,
    };
  }
}

/** The options of a special case, with what makes it one; throws for options that it does not have. */
export function specialCase(
  where: string,
  options: FanOptions,
  fixed: Pick<VarianceScalingOptions, "scale" | "mode" | "distribution">,
): VarianceScalingOptions {
  const given = readOptions(where, options, fanDefaults) as FanOptions;
  return { ...given, ...fixed };
}

/** Both lists of axes, or nothing. */
function readAxes(where: string, inputAxes: unknown, outputAxes: unknown): FanAxes | undefined {
  if (inputAxes === undefined && outputAxes === undefined) return undefined;
  const good = (axes: unknown): axes is readonly number[] =>
    Array.isArray(axes) && axes.every((a) => Number.isInteger(a));
  if (good(inputAxes) && good(outputAxes)) return { inputAxes, outputAxes };
  throw new RangeError(
    `${where}: received inputAxes ${show(inputAxes)} and outputAxes ${show(outputAxes)}, expected an array of whole numbers ` +
      "for each, or neither: then the last two axes of a kernel are its inputs and outputs",
  );
}

function snake(name: unknown): unknown {
  return typeof name !== "string" ? name : name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

/**
 * Random weights whose variance is `scale` divided by the number of connections (He et al. 2015, Glorot and Bengio
 * 2010), so that signals neither grow nor fade from layer to layer.
 *
 * @throws RangeError when the scale is not above 0 or the kernel lacks an axis, TypeError for an unknown option.
 * @example
 * dense(64, { kernelInitializer: varianceScaling({ scale: 2, mode: "fanOut" }) });
 */
export function varianceScaling(options: VarianceScalingOptions = {}): VarianceScaling {
  return new VarianceScaling(options);
}
