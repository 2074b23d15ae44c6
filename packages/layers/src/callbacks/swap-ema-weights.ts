import { type NdArrayLike, type Variable, variable } from "@wellfit/core";
import { readOptions } from "../common/options";
import type { FitControl } from "../models/fit-control";
import type { Callback, CallbackState, FitParams, TrainingModel } from "./callback";

/** Options of {@link swapEmaWeights}. */
export interface SwapEmaWeightsOptions {
  /** Whether the means also stay in the model from the end of an epoch to the beginning of the next. Default false. */
  readonly swapOnEpoch?: boolean;
}

/** What {@link swapEmaWeights} needs of a model beside what callbacks are promised. */
interface Trained extends TrainingModel {
  readonly trainableWeights: readonly Variable[];
}

/** What {@link swapEmaWeights} returns. */
export class SwapEmaWeights implements Callback {
  /** Whether the model holds the running means now. */
  swapped = false;
  private readonly swapOnEpoch: boolean;
  private model: Trained | undefined;
  private control: FitControl | undefined;
  private epochs = 0;
  /** The weights, while the means stand in their place. */
  private aside: readonly Variable[] | undefined;

  /** Reads the options. */
  constructor(options: SwapEmaWeightsOptions = {}) {
    const given = readOptions("swapEmaWeights", options, { swapOnEpoch: false });
    this.swapOnEpoch = given.swapOnEpoch;
  }

  /** Keeps the model, whose optimizer must have running means. */
  setModel(model: TrainingModel): void {
    const { optimizer } = model;
    if (optimizer.getConfig().use_ema !== true) {
      throw new TypeError(
        `swapEmaWeights: the optimizer ${optimizer.name} has no running means of the weights; make it with useEma: true`,
      );
    }
    this.model = model as Trained;
  }

  /** Keeps what tells how far training is. */
  setControl(control: FitControl): void {
    this.control = control;
  }

  /** Keeps how many epochs there will be. */
  setParams({ epochs }: FitParams): void {
    this.epochs = epochs;
  }

  /** Forgets an earlier training. */
  onTrainBegin(): void {
    this.swapped = false;
    this.aside = undefined;
  }

  /** Puts the weights back, so that training goes on with them. */
  onEpochBegin(): void {
    this.putBack();
  }

  /** Puts the means in, so that the model is judged by them. */
  onTestBegin(): void {
    this.putMeans();
  }

  /** Puts the weights back. */
  onTestEnd(): void {
    this.putBack();
  }

  /** Puts the means in, for the callbacks that follow. */
  onEpochEnd(): void {
    if (this.swapOnEpoch) this.putMeans();
  }

  /** Puts the weights back when training was cut short; else `fit` has put the means in for good. */
  onTrainEnd(): void {
    const { model, control, epochs } = this;
    if (model?.stopTraining === true || (control?.epoch ?? 0) >= epochs) {
      this.aside = undefined;
      this.swapped = false;
    } else this.putBack();
  }

  /** The weights, when the model holds the means. */
  getState(): CallbackState {
    return { aside: this.aside?.map((v) => ({ data: v.data(), shape: v.shape })) };
  }

  /** Goes on from what {@link getState} gave. */
  setState(state: CallbackState): void {
    const aside = state.aside as readonly NdArrayLike[] | undefined;
    this.aside = aside?.map((array) => variable(array, { trainable: false }));
    this.swapped = aside !== undefined;
  }

  private putMeans(): void {
    const { model } = this;
    if (model === undefined || this.swapped || !model.optimizer.built) return;
    const { averages } = model.optimizer;
    const weights = model.trainableWeights;
    this.aside = weights.map((w) => variable(w.value, { trainable: false }));
    weights.forEach((w, i) => {
      w.assign((averages[i] as Variable).value);
    });
    this.swapped = true;
  }

  private putBack(): void {
    this.model?.trainableWeights.forEach((w, i) => {
      const from = this.aside?.[i];
      if (from !== undefined) w.assign(from.value);
    });
    this.aside = undefined;
    this.swapped = false;
  }
}

/**
 * A callback that puts the running means of the weights, which an optimizer with `useEma` keeps, in the place of the weights
 * while the model is judged by validation data; with `swapOnEpoch` also between epochs, so that callbacks after this one, such
 * as `modelCheckpoint`, get them. Training itself goes on with the weights.
 *
 * @throws TypeError for an unknown option, and before training when the optimizer has no running means.
 * @example
 * model.compile({ loss: "mse", optimizer: adam({ useEma: true }) });
 * await model.fit(x, y, { validationData: [xDev, yDev], callbacks: [swapEmaWeights()] });
 */
export function swapEmaWeights(options: SwapEmaWeightsOptions = {}): SwapEmaWeights {
  return new SwapEmaWeights(options);
}
