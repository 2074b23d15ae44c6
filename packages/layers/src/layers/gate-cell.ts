import { concat, type Tensor, type Variable } from "@wellfit/core";
import type { ActivationFunction } from "../activations/activations";
import { type ActivationLike, activationName, resolveActivation } from "../activations/resolve-activation";
import { checkBoolean, checkNumber } from "../common/options";
import { type BatchShape, showBatchShape } from "../common/shapes";
import type { ConstraintLike } from "../constraints/resolve-constraint";
import type { Initializer } from "../initializers/initializer";
import type { InitializerLike } from "../initializers/resolve-initializer";
import type { RegularizerLike } from "../regularizers/resolve-regularizer";
import type { CallContext } from "./context";
import type { LayerOptions } from "./layer";
import { type CellSteps, RnnCell } from "./recurrent-cell";
import {
  gateProducts,
  RecurrentDropout,
  type RecurrentDropoutOptions,
  recurrentDropoutDefaults,
} from "./recurrent-dropout";
import type { Tensors } from "./tensors";
import {
  type BiasOptions,
  type KernelOptions,
  type RecipeDefaults,
  recipeDefaults,
  WeightRecipe,
} from "./weight-recipe";

/** Options that the cells of all recurrent layers share. */
export interface CellOptions extends KernelOptions, BiasOptions, RecurrentDropoutOptions {
  /** What is applied to the new state. Default "tanh". */
  readonly activation?: ActivationLike;
  /** Makes the first values of the recurrent kernel. Default "orthogonal". */
  readonly recurrentInitializer?: InitializerLike;
  /** A penalty on the recurrent kernel. Default none. */
  readonly recurrentRegularizer?: RegularizerLike;
  /** What the recurrent kernel is moved to after each step of training. Default none. */
  readonly recurrentConstraint?: ConstraintLike;
  /**
   * Accepted as in Keras. 1 gives each gate a dropout mask of its own, 2 (the default) one for all; the results without
   * dropout are the same.
   */
  readonly implementation?: 0 | 1 | 2;
}

/** Options of a cell with gates. */
export interface GatedCellOptions extends CellOptions {
  /** What is applied to the gates. Default "sigmoid". */
  readonly recurrentActivation?: ActivationLike;
}

/** What `readOptions` makes of {@link CellOptions}. */
export type CellDefaults = RecipeDefaults<"kernel"> &
  RecipeDefaults<"recurrent"> &
  RecipeDefaults<"bias"> &
  typeof recurrentDropoutDefaults & { units: number | undefined; activation: unknown; useBias: boolean };

/** The defaults of {@link CellOptions}. */
export const cellDefaults: CellDefaults = {
  ...recipeDefaults("kernel", "glorotUniform"),
  ...recipeDefaults("recurrent", "orthogonal"),
  ...recipeDefaults("bias", "zeros"),
  ...recurrentDropoutDefaults,
  units: undefined,
  activation: "tanh",
  useBias: true,
};

/** The defaults of {@link GatedCellOptions}. */
export const gatedCellDefaults: CellDefaults & { recurrentActivation: unknown } = {
  ...cellDefaults,
  recurrentActivation: "sigmoid",
};

/** What cells with a kernel for the inputs and one for the state share: weights, dropout, settings. */
export abstract class GateCell extends RnnCell {
  override readonly outputState = 0;
  /** The length of the output and of each state. */
  readonly units: number;
  /** What is applied to the new state. */
  readonly activation: ActivationFunction;
  /** What is applied to the gates; `undefined` for a cell without gates. */
  readonly recurrentActivation: ActivationFunction | undefined;
  /** Whether numbers are added. */
  readonly useBias: boolean;
  protected readonly dropping: RecurrentDropout;
  private readonly kernelRecipe: WeightRecipe;
  private readonly recurrentRecipe: WeightRecipe;
  protected readonly biasRecipe: WeightRecipe;
  private kernel: Variable | undefined;
  private recurrentKernel: Variable | undefined;
  private bias: Variable | undefined;

  /**
   * @param where - What error messages call the cell.
   * @param gates - How many parts the kernels have.
   * @param options - What the cell was made with.
   */
  constructor(
    where: string,
    given: CellDefaults & { readonly recurrentActivation?: unknown } & {
      readonly [K in keyof LayerOptions]?: unknown;
    },
    private readonly gates: number,
    private readonly options: object,
  ) {
    super(where, given);
    this.units = checkNumber(where, "units", given.units, { integer: true, min: 1 });
    this.activation = resolveActivation(given.activation, `${where}: activation`);
    this.recurrentActivation =
      "recurrentActivation" in given
        ? resolveActivation(given.recurrentActivation, `${where}: recurrentActivation`)
        : undefined;
    this.useBias = checkBoolean(where, "useBias", given.useBias);
    this.kernelRecipe = new WeightRecipe(where, "kernel", given);
    this.recurrentRecipe = new WeightRecipe(where, "recurrent", given);
    this.biasRecipe = new WeightRecipe(where, "bias", given);
    this.dropping = new RecurrentDropout(where, given, gates);
  }

  override again(): RnnCell {
    const type = this.constructor as unknown as new (options: object) => RnnCell;
    return new type(this.options);
  }

  override call(x: Tensors, context: CallContext): readonly Tensor[] {
    const [rows, ...states] = x as readonly Tensor[];
    const { inputs, step } = this.prepare(rows as Tensor, context);
    const [output, next] = step(inputs, states);
    return [output, ...next];
  }

  override prepare(x: Tensor, context: CallContext): CellSteps {
    const [batch, columns] = x.shape.slice(-2) as [number, number];
    const parts = gateProducts(
      x,
      (this.kernel as Variable).value,
      this.dropping.inputMasks(context, [batch, columns], x),
    );
    const product = parts.length === 1 ? (parts[0] as Tensor) : concat(parts, -1);
    const { input, state } = this.biases(this.bias?.value);
    const kernel = (this.recurrentKernel as Variable).value;
    const stateMasks = this.dropping.stateMasks(context, [batch, this.units], x);
    return {
      inputs: input === undefined ? product : product.add(input),
      step: this.stepWith(kernel, state, stateMasks),
    };
  }

  override getConfig(): Record<string, unknown> {
    const recurrent =
      this.recurrentActivation === undefined
        ? {}
        : { recurrent_activation: activationName(this.recurrentActivation) };
    return {
      ...super.getConfig(),
      units: this.units,
      activation: activationName(this.activation),
      ...recurrent,
      use_bias: this.useBias,
      ...this.kernelRecipe.config(),
      ...this.recurrentRecipe.config(),
      ...this.biasRecipe.config(),
      ...this.dropping.config(),
    };
  }

  /** What is added to the product with the inputs, and to that with the state. */
  protected biases(bias: Tensor | undefined): {
    readonly input: Tensor | undefined;
    readonly state: Tensor | undefined;
  } {
    return { input: bias, state: undefined };
  }

  /** The shape of the bias. */
  protected get biasShape(): readonly number[] {
    return [this.gates * this.units];
  }

  /** Makes the first values of the bias. */
  protected get biasInitializer(): Initializer {
    return this.biasRecipe.initializer;
  }

  /**
   * One step.
   *
   * @param kernel - The recurrent kernel, `[units, gates * units]`.
   * @param bias - What is added to the product with the state, if anything.
   * @param masks - What dropout keeps of the state: nothing, or one mask a gate.
   */
  protected abstract stepWith(
    kernel: Tensor,
    bias: Tensor | undefined,
    masks: readonly Tensor[],
  ): CellSteps["step"];

  /** The gates of `[batch, gates * units]`, or of one such tensor a gate. */
  protected gatesOf(parts: readonly Tensor[], count: number = this.gates): readonly Tensor[] {
    if (parts.length > 1) return parts;
    const { units } = this;
    const [all] = parts as [Tensor];
    return Array.from({ length: count }, (_, i) => all.slice([null, [i * units, (i + 1) * units]]));
  }

  protected override makeCellWeights(inputShape: BatchShape): void {
    const columns = inputShape[1];
    if (inputShape.length !== 2 || columns === null || columns === undefined) {
      throw new RangeError(
        `${this.name}: expected input of shape [batch, features] with a known number of features, received ` +
          `${showBatchShape(inputShape)}; reshape the rows`,
      );
    }
    const size = this.gates * this.units;
    this.kernel = this.addWeight("kernel", [columns, size], this.kernelRecipe.options);
    this.recurrentKernel = this.addWeight(
      "recurrent_kernel",
      [this.units, size],
      this.recurrentRecipe.options,
    );
    if (!this.useBias) return;
    this.bias = this.addWeight("bias", this.biasShape, {
      ...this.biasRecipe.options,
      initializer: this.biasInitializer,
    });
  }
}
