import {
  cast,
  customGradient,
  type DType,
  gather,
  isTensor,
  type Shape,
  type Tensor,
  type Variable,
  where,
} from "@wellfit/core";
import { checkBoolean, checkNumber, readOptions } from "../common/options";
import type { BatchShape, Shapes } from "../common/shapes";
import type { ConstraintLike } from "../constraints/resolve-constraint";
import type { InitializerLike } from "../initializers/resolve-initializer";
import type { RegularizerLike } from "../regularizers/resolve-regularizer";
import type { CallOptions } from "./call-options";
import type { CallContext } from "./context";
import { withoutForeign } from "./foreign-options";
import { Layer, type LayerOptions, layerDefaults } from "./layer";
import type { Mask } from "./mask";
import type { Tensors } from "./tensors";
import { recipeDefaults, WeightRecipe } from "./weight-recipe";

/** Options of {@link embedding}. */
export interface EmbeddingOptions extends LayerOptions {
  /** Makes the first values of the vectors. Default "uniform": evenly from -0.05 to 0.05. */
  readonly embeddingsInitializer?: InitializerLike;
  /** A penalty on the vectors. Default none. */
  readonly embeddingsRegularizer?: RegularizerLike;
  /** What the vectors are moved to after each step of training. Default none. */
  readonly embeddingsConstraint?: ConstraintLike;
  /**
   * Whether the number 0 stands for padding: recurrent layers after this one leave such steps out. Then 0 is no token, so
   * `inputDim` is one more than the number of tokens. Default false.
   */
  readonly maskZero?: boolean;
}

/** Rows as they are; their gradients go back to them, and the squares of their gradients to the others. */
const withSquares = /* @__PURE__ */ customGradient((rows: Tensor, _squares: Tensor) => ({
  value: rows,
  gradient: (g: Tensor) => [g, g.square()],
}));

/** See {@link embedding}. */
export class Embedding extends Layer {
  /** Its name in Keras. */
  static readonly className: string = "Embedding";
  /** How many vectors there are. */
  readonly inputDim: number;
  /** The length of each. */
  readonly outputDim: number;
  private readonly maskZero: boolean;
  private readonly recipe: WeightRecipe;
  private embeddings: Variable | undefined;

  constructor(options: EmbeddingOptions & { readonly inputDim: number; readonly outputDim: number }) {
    const given = readOptions("embedding", withoutForeign("embedding", options), {
      ...layerDefaults,
      ...recipeDefaults("embeddings", "uniform"),
      inputDim: undefined as number | undefined,
      outputDim: undefined as number | undefined,
      maskZero: false,
      inputLength: undefined as unknown,
    });
    super("embedding", given);
    this.inputDim = checkNumber("embedding", "inputDim", given.inputDim, { integer: true, min: 1 });
    this.outputDim = checkNumber("embedding", "outputDim", given.outputDim, { integer: true, min: 1 });
    this.maskZero = checkBoolean("embedding", "maskZero", given.maskZero);
    this.recipe = new WeightRecipe("embedding", "embeddings", given);
  }

  override computeOutputShape(inputShape: BatchShape): BatchShape {
    return [...inputShape, this.outputDim];
  }

  override run(x: Tensors, context: CallContext, options: CallOptions = {}): Tensors {
    if (isTensor(x) && x.value !== undefined) this.checkData(x.value, x.shape);
    return super.run(x, context, options);
  }

  override checkData(tokens: ArrayLike<number>, shape: Shape): void {
    for (let i = 0; i < tokens.length; i++) {
      const token = tokens[i] as number;
      if (Number.isInteger(token) && token >= 0 && token < this.inputDim) continue;
      const perRow = tokens.length / (shape[0] as number);
      const place =
        shape.length < 2 ? `in row ${i}` : `at step ${i % perRow} of row ${Math.floor(i / perRow)}`;
      throw new RangeError(
        `${this.name}: received the token ${token} ${place}, expected whole numbers from 0 to ${this.inputDim - 1}; give ` +
          `embedding a larger inputDim (the largest number + 1), or map unknown tokens to one number`,
      );
    }
  }

  override call(x: Tensor, context: CallContext): Tensor {
    const table = this.embeddings as Variable;
    // A penalty gives every row a gradient, and then Keras adds them up first.
    const squares =
      context.training && this.recipe.options.regularizer === undefined
        ? context.squaresFor?.(table)
        : undefined;
    const found = gather(table.value, x);
    const vectors = squares === undefined ? found : withSquares(found, gather(squares, x));
    // A program cannot throw, and the vector of another token would be believed.
    const known = x.greaterEqual(0).mul(x.less(this.inputDim)).expandDims(-1);
    return where(known, vectors, Number.NaN);
  }

  override computeMask(x: Tensors): Mask {
    return this.maskZero ? (x as Tensor).notEqual(0) : undefined;
  }

  override getConfig(): Record<string, unknown> {
    return {
      activity_regularizer: null,
      ...super.getConfig(),
      input_dim: this.inputDim,
      output_dim: this.outputDim,
      ...this.recipe.config(),
      mask_zero: this.maskZero,
    };
  }

  protected override makeWeights(_inputShape: Shapes): void {
    this.embeddings = this.addWeight("embeddings", [this.inputDim, this.outputDim], this.recipe.options);
  }

  /** Any shape of token numbers will do. */
  protected override takes(): boolean {
    return true;
  }

  /** Token numbers stay whole. */
  protected override castInput(x: Tensor): Tensor {
    const from: DType = x.dtype;
    return from === "int32" ? x : cast(x, "int32");
  }
}

/**
 * A vector for each token number, which training moves (Bengio et al. 2003): from whole numbers `[batch, steps]` to
 * `[batch, steps, outputDim]`.
 *
 * @param inputDim - How many different numbers there are: the largest + 1.
 * @param outputDim - The length of each vector.
 * @throws RangeError for sizes that are not whole numbers of at least 1, and for token numbers from `inputDim` on in
 *   data that this layer reads as it is; where its input is computed, such a token gives NaN.
 * @example
 * sequential([embedding(1000, 16, { inputShape: [20], maskZero: true }), lstm(32), dense(1, { activation: "sigmoid" })]);
 */
export function embedding(inputDim: number, outputDim: number, options: EmbeddingOptions = {}): Embedding {
  return new Embedding({ ...options, inputDim, outputDim });
}
