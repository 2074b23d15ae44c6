import { rsqrt, type Tensor } from "@wellfit/core";
import {
  type GradientTransform,
  type ParameterShape,
  perWeight,
  type Slot,
  slotOf,
} from "./gradient-transform";

/** Settings of {@link scaleByAdafactor}. */
export interface AdafactorScaling {
  /** The power of the step that the share of the old mean falls from 1 with, at most 0. */
  readonly beta2Decay: number;
  /** Added to squared gradients. */
  readonly epsilon1: number;
  /** The smallest size of weights that steps are scaled by. */
  readonly epsilon2: number;
  /** Steps whose root mean square is above this are shortened to it. */
  readonly clipThreshold: number;
}

/**
 * Gradients as steps of Adafactor, learning rate and all (Shazeer and Stern 2018). The mean of squared gradients of a matrix
 * is kept as means of its rows and columns; as in Keras, what the two give together is a slot as well.
 *
 * @example
 * scaleByAdafactor({ beta2Decay: -0.8, epsilon1: 1e-30, epsilon2: 1e-3, clipThreshold: 1 });
 */
export function scaleByAdafactor(settings: AdafactorScaling): GradientTransform {
  const { beta2Decay, epsilon1, epsilon2, clipThreshold } = settings;
  const rms = (x: Tensor): Tensor => x.square().mean().sqrt();
  return perWeight(slotsOf, (g, slots, { learningRate, step, parameters }, i) => {
    const [rows, columns, old] = slots as [Tensor, Tensor, Tensor];
    const fresh = step.pow(beta2Decay);
    const mean = (before: Tensor, value: Tensor): Tensor =>
      before.mul(fresh.neg().add(1)).add(value.mul(fresh));
    const squares = g.square().add(epsilon1);
    const factored = g.rank >= 2;
    const newRows = factored ? mean(rows, squares.mean(-1)) : rows;
    const newColumns = factored ? mean(columns, squares.mean(-2)) : columns;
    const square = factored
      ? newRows
          .div(newRows.mean(-1, { keepdims: true }))
          .expandDims(-1)
          .mul(newColumns.expandDims(-2))
      : mean(old, squares);
    const update = g.div(square.sqrt());
    const shortened = update.div(rms(update).div(clipThreshold).maximum(1));
    const rate = learningRate.minimum(rsqrt(step));
    const size = rms(parameters[i] as Tensor)
      .maximum(epsilon2)
      .mul(rate);
    return { step: shortened.mul(size), slots: [newRows, newColumns, square] };
  });
}

/** Vectors and scalars have two numbers that stay 0 in place of rows and columns, as in Keras's files. */
function slotsOf(parameter: ParameterShape): Slot[] {
  const { shape } = parameter;
  const n = shape.length;
  return [
    slotOf({ ...parameter, shape: n < 2 ? [] : shape.slice(0, -1) }, "r"),
    slotOf({ ...parameter, shape: n < 2 ? [] : [...shape.slice(0, -2), shape[n - 1] as number] }, "c"),
    slotOf(parameter, "velocity"),
  ];
}
