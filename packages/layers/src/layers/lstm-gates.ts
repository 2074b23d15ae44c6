import { concat, ones, type Tensor } from "@wellfit/core";
import type { ActivationFunction } from "../activations/activations";
import { FunctionInitializer } from "../initializers/from-function";
import type { Initializer } from "../initializers/initializer";
import type { CellSteps } from "./recurrent-cell";

/**
 * What the gates of long short-term memory make of a step.
 *
 * @param sums - For the input gate, the forget gate, the new content and the output gate, before activations.
 * @param c - The cell before the step.
 * @param gate - What is applied to the gates.
 * @param activation - What is applied to the content.
 */
export function lstmStep(
  sums: readonly Tensor[],
  c: Tensor,
  gate: ActivationFunction,
  activation: ActivationFunction,
): ReturnType<CellSteps["step"]> {
  const [i, f, g, o] = sums as [Tensor, Tensor, Tensor, Tensor];
  const cell = gate(f)
    .mul(c)
    .add(gate(i).mul(activation(g)));
  const output = gate(o).mul(activation(cell));
  return [output, [output, cell]];
}

/** An initializer of the bias of all gates whose part for the forget gate is 1, so that the cell remembers at first. */
export function rememberAtFirst(initializer: Initializer, units: number): Initializer {
  return new FunctionInitializer((_, dtype) =>
    concat([initializer.call([units], dtype), ones([units], dtype), initializer.call([2 * units], dtype)]),
  );
}
