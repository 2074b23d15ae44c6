import { type DType, full, type TensorLike, tensor, type Variable, variable, zeros } from "@wellfit/core";
import { show } from "../common/options";
import { type GradientTransform, type ParameterShape, type Slot, slotOf } from "./gradient-transform";

/** What an optimizer remembers for the weights it trains. */
export interface OptimizerState {
  readonly weights: readonly Variable[];
  readonly shapes: readonly ParameterShape[];
  /** The number of calls, int32. */
  readonly count: Variable;
  /** The learning rate; none when it is a schedule. */
  readonly rate: Variable | undefined;
  /** Of the learning rate and the number of steps as a float. */
  readonly dtype: DType;
  /** The running mean of each weight, or none. */
  readonly averages: readonly Variable[];
  /** The sum of gradients since the last step for each weight, or none. */
  readonly sums: readonly Variable[];
  /** What the transform remembers. */
  readonly slots: readonly Variable[];
  /** All of it in the order of Keras's files. */
  readonly variables: readonly Variable[];
}

/** Makes what an optimizer remembers. */
export function makeState(
  name: string,
  weights: readonly Variable[],
  transform: GradientTransform,
  options: { readonly rate: number | undefined; readonly averages: boolean; readonly sums: boolean },
): OptimizerState {
  const dtype: DType = weights.some((w) => w.dtype === "float64") ? "float64" : "float32";
  const memory = (initial: TensorLike, of: string): Variable =>
    variable(initial, { trainable: false, name: `${name}/${of}` });
  const make = (slot: Slot): Variable =>
    memory(
      slot.initial ? full(slot.shape, slot.initial, slot.dtype) : zeros(slot.shape, slot.dtype),
      slot.name,
    );
  const shapes = weights.map(({ name, shape, dtype }) => ({ name, shape, dtype }));
  const count = memory(tensor(0, { dtype: "int32" }), "iteration");
  const rate =
    options.rate === undefined ? undefined : memory(tensor(options.rate, { dtype }), "learning_rate");
  const averages = options.averages ? shapes.map((p) => make(slotOf(p, "average"))) : [];
  const sums = options.sums ? shapes.map((p) => make(slotOf(p, "gradient_accumulator"))) : [];
  const slots = transform.init(shapes).map(make);
  const perWeight = shapes.flatMap((_, i) => [averages[i], sums[i]]);
  const variables = [count, rate, ...perWeight, ...slots].filter((v) => v !== undefined);
  return { weights, shapes, count, rate, dtype, averages, sums, slots, variables };
}

/**
 * Replaces all that an optimizer remembers; nothing is changed unless all fit.
 *
 * @throws RangeError that names what is missing or has another shape.
 */
export function replaceState(
  where: string,
  variables: readonly Variable[],
  values: readonly TensorLike[],
): void {
  const list = (): string => variables.map((v) => `${v.name} [${v.shape.join(", ")}]`).join(", ");
  if (!Array.isArray(values) || values.length !== variables.length) {
    throw new RangeError(
      `${where}: received ${Array.isArray(values) ? `${values.length} arrays` : show(values)}, expected ${variables.length} ` +
        `arrays: ${list()}; they come from an optimizer with other settings or another model`,
    );
  }
  const read = variables.map((into, i) => {
    const from = tensor(values[i] as TensorLike, { dtype: into.dtype });
    const same = from.rank === into.shape.length && from.shape.every((n, axis) => n === into.shape[axis]);
    if (same) return from;
    throw new RangeError(
      `${where}: received shape [${from.shape.join(", ")}] for number ${i}, ${into.name}, expected ` +
        `[${into.shape.join(", ")}]; the arrays come from an optimizer with other settings or another model`,
    );
  });
  variables.forEach((into, i) => {
    into.assign(read[i] as TensorLike);
  });
}
