import { floor, log, type Tensor, tensor } from "@wellfit/core";
import { checkNumber, readOptions } from "../common/options";
import { LearningRateSchedule } from "./learning-rate-schedule";

/** Options of {@link cosineDecayRestarts}. */
export interface CosineDecayRestartsOptions {
  /** How many steps the first fall takes; above 0. */
  readonly firstDecaySteps: number;
  /** Each fall takes so many times as long as the one before; at least 1. Default 2. */
  readonly tMul?: number;
  /** Each fall begins at so many times the rate of the one before; at least 0. Default 1. */
  readonly mMul?: number;
  /** The lowest rate as a share of the first, from 0 to 1. Default 0. */
  readonly alpha?: number;
  /** The name in configs. Default "SGDRDecay". */
  readonly name?: string;
}

/** See {@link cosineDecayRestarts}. */
export class CosineDecayRestarts extends LearningRateSchedule {
  /** Its name in Keras. */
  static readonly className: string = "CosineDecayRestarts";
  private readonly settings: Required<CosineDecayRestartsOptions> & { readonly initialLearningRate: number };

  constructor(options: CosineDecayRestartsOptions & { readonly initialLearningRate: number }) {
    super();
    const where = "cosineDecayRestarts";
    this.settings = readOptions(where, options, {
      initialLearningRate: undefined as never as number,
      firstDecaySteps: undefined as never as number,
      tMul: 2,
      mMul: 1,
      alpha: 0,
      name: "SGDRDecay",
    });
    const { initialLearningRate, firstDecaySteps, tMul, mMul, alpha } = this.settings;
    checkNumber(where, "initialLearningRate", initialLearningRate, { min: 0 });
    checkNumber(where, "firstDecaySteps", firstDecaySteps, { above: 0 });
    checkNumber(where, "tMul", tMul, { min: 1 });
    checkNumber(where, "mMul", mMul, { min: 0 });
    checkNumber(where, "alpha", alpha, { min: 0, max: 1 });
  }

  protected override at(step: Tensor): Tensor {
    const { initialLearningRate, firstDecaySteps, tMul, mMul, alpha } = this.settings;
    const done = step.div(firstDecaySteps);
    const { restarts, fraction } = tMul === 1 ? even(done) : growing(done, tMul);
    const wave = fraction
      .mul(Math.PI)
      .cos()
      .add(1)
      .mul(0.5 * (1 - alpha));
    const height = mMul === 1 ? wave : wave.mul(tensor(mMul, { dtype: step.dtype }).pow(restarts));
    return height.add(alpha).mul(initialLearningRate);
  }

  override getConfig(): Record<string, unknown> {
    const { initialLearningRate, firstDecaySteps, tMul, mMul, alpha, name } = this.settings;
    return {
      initial_learning_rate: initialLearningRate,
      first_decay_steps: firstDecaySteps,
      t_mul: tMul,
      m_mul: mMul,
      alpha,
      name,
    };
  }
}

/** How many falls are over, and how much of the present one. */
interface Progress {
  readonly restarts: Tensor;
  readonly fraction: Tensor;
}

function even(done: Tensor): Progress {
  const restarts = floor(done);
  return { restarts, fraction: done.sub(restarts) };
}

/** The falls before the n-th take 1 + t + … + t^(n-1) = (t^n - 1) / (t - 1) of the first's length. */
function growing(done: Tensor, tMul: number): Progress {
  const begins = (n: Tensor): Tensor =>
    tensor(tMul, { dtype: done.dtype })
      .pow(n)
      .sub(1)
      .div(tMul - 1);
  const guess = floor(log(done.mul(tMul - 1).add(1)).div(Math.log(tMul)));
  // The logarithm is rounded, so at a restart it may be one too low; the whole numbers beside it settle that.
  const next = begins(guess.add(1)).lessEqual(done).cast(done.dtype);
  const before = begins(guess).greater(done).cast(done.dtype);
  const restarts = guess.add(next).sub(before);
  const length = tensor(tMul, { dtype: done.dtype }).pow(restarts);
  return { restarts, fraction: done.sub(begins(restarts)).div(length) };
}

/**
 * A learning rate that falls as half a cosine wave and starts again, each time more slowly: SGDR (Loshchilov and Hutter
 * 2016).
 *
 * @param initialLearningRate - The rate of the first step, at least 0.
 * @throws RangeError for numbers out of range, TypeError for an unknown option.
 * @example
 * sgd({ learningRate: cosineDecayRestarts(0.1, { firstDecaySteps: 1000 }) });
 */
export function cosineDecayRestarts(
  initialLearningRate: number,
  options: CosineDecayRestartsOptions,
): CosineDecayRestarts {
  return new CosineDecayRestarts({ ...options, initialLearningRate });
}
