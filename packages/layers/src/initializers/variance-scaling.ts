import { randomNormal, randomTruncatedNormal, randomUniform, type Shape, type Tensor } from "@wellfit/core";
import { checkChoice, checkNumber, readOptions } from "../common/options";
import { fans } from "./fans";
import { RandomInitializer, type SeedOptions } from "./initializer";

/** Options of {@link varianceScaling}. */
export interface VarianceScalingOptions extends SeedOptions {
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

/** The standard deviation of a standard normal distribution without what lies beyond two standard deviations. */
const TRUNCATED = 0.8796256610342398;

/** See {@link varianceScaling}; the glorot, he and lecun initializers are special cases. */
export class VarianceScaling extends RandomInitializer {
  /** Its name in Keras. */
  static readonly className: string = "VarianceScaling";
  private readonly scale: number;
  private readonly mode: Mode;
  private readonly distribution: Distribution;

  constructor(options: VarianceScalingOptions = {}, where = "varianceScaling") {
    const { scale, mode, distribution, seed } = readOptions(where, withoutAxes(options), {
      scale: 1,
      mode: "fanIn",
      distribution: "truncatedNormal",
      seed: undefined as number | undefined,
    });
    super(where, seed);
    this.scale = checkNumber(where, "scale", scale, { above: 0 });
    const modes = ["fan_in", "fan_out", "fan_avg"] as const;
    this.mode = checkChoice(where, "mode", snake(mode), modes);
    const distributions = ["truncated_normal", "untruncated_normal", "uniform"] as const;
    const alias = distribution === "normal" ? "truncated_normal" : distribution;
    this.distribution = checkChoice(where, "distribution", snake(alias), distributions);
  }

  protected draw(key: Tensor, shape: Shape): Tensor {
    const { fanIn, fanOut } = fans(shape);
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
      seed: this.seed ?? null,
      input_axes: null,
      output_axes: null,
    };
  }
}

/**
 * Keras writes two axes of which our kernels always use the default; absent means the same.
 *
 * @throws RangeError when a file gives others.
 */
export function withoutAxes(options: object): object {
  const { inputAxes, outputAxes, ...rest } = options as Record<string, unknown>;
  if ((inputAxes ?? null) !== null || (outputAxes ?? null) !== null) {
    throw new RangeError(
      `varianceScaling: received inputAxes ${JSON.stringify(inputAxes)} and outputAxes ${JSON.stringify(outputAxes)}, ` +
        "expected neither; the last two axes of a kernel are its inputs and outputs",
    );
  }
  return rest;
}

function snake(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

/**
 * Random weights whose variance is `scale` divided by the number of connections (He et al. 2015, Glorot and Bengio
 * 2010), so that signals neither grow nor fade from layer to layer.
 *
 * @throws RangeError when the scale is not above 0, TypeError for an unknown option.
 * @example
 * dense(64, { kernelInitializer: varianceScaling({ scale: 2, mode: "fanOut" }) });
 */
export function varianceScaling(options: VarianceScalingOptions = {}): VarianceScaling {
  return new VarianceScaling(options);
}
