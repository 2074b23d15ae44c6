import { foldIn, randomKey, type Tensor, type Variable, zeros } from "@wellfit/core";

/** What a layer is told when it is called, and whom it tells about penalties. */
export interface CallContext {
  /** Whether this is a training step, in which dropout drops and noise is added. */
  readonly training: boolean;
  /** A fresh key (int32 [2]) for random numbers of a layer with this seed; another one at each call and each step. */
  randomKey(seed: number): Tensor;
  /** Adds a scalar to what is minimised. */
  addLoss(loss: Tensor): void;
  /** Asks that a weight which training does not move, such as a running mean, becomes this when the step is taken. */
  update(weight: Variable, value: Tensor): void;
  /** What a weight is by now: the last that {@link update} was given, else what it holds. */
  current(weight: Variable): Tensor;
  /**
   * Zeros in the shape of a weight of which rows are looked up. A layer that gives them the squares of the gradients of its
   * rows lets optimizers treat these as Keras does.
   */
  readonly squaresFor?: ((weight: Variable) => Tensor) | undefined;
  /** Is told what each layer gives, when somebody looks for the layer where numbers go wrong. */
  readonly onOutput?: ((layer: OutputOwner, output: Tensor) => void) | undefined;
}

/** What an output is known by. */
export interface OutputOwner {
  /** The layer's name. */
  readonly name: string;
  /** The layer's weights. */
  readonly weights: readonly Variable[];
}

/** A {@link CallContext} and what was reported to it. */
export interface ForwardPass extends CallContext {
  /** The penalties so far, all scalars. */
  readonly losses: readonly Tensor[];
  /** What weights that training does not move are to become. */
  readonly updates: ReadonlyMap<Variable, Tensor>;
  /** Where squares of gradients of rows gather, for the weights that {@link CallContext.squaresFor} was asked for. */
  readonly squares: ReadonlyMap<Variable, Tensor>;
}

/**
 * What one walk through a model's layers shares.
 *
 * @param training - Whether dropout drops and noise is added.
 * @param step - A number that differs from step to step; an int32 scalar tensor inside a compiled step.
 * @param onOutput - Is told what each layer gives.
 * @example
 * dropout(0.5).call(tensor([1, 2, 3]), forwardPass(true, 0));
 */
export function forwardPass(
  training: boolean,
  step: Tensor | number,
  onOutput?: (layer: OutputOwner, output: Tensor) => void,
): ForwardPass {
  const draws = new Map<number, number>();
  const losses: Tensor[] = [];
  const updates = new Map<Variable, Tensor>();
  const squares = new Map<Variable, Tensor>();
  return {
    training,
    losses,
    updates,
    squares,
    squaresFor: (weight) => {
      const known = squares.get(weight) ?? zeros(weight.shape, weight.dtype);
      squares.set(weight, known);
      return known;
    },
    onOutput,
    addLoss: (loss) => {
      losses.push(loss);
    },
    update: (weight, value) => {
      updates.set(weight, value);
    },
    current: (weight) => updates.get(weight) ?? weight.value,
    randomKey: (seed) => {
      const draw = draws.get(seed) ?? 0;
      draws.set(seed, draw + 1);
      const key = foldIn(randomKey(seed), step);
      // A layer that draws twice in one step must not get the same numbers twice.
      return draw === 0 ? key : foldIn(key, draw);
    },
  };
}
