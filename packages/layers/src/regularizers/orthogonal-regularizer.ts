import { eye, matmul, rsqrt, type Tensor } from "@wellfit/core";
import { checkChoice, checkNumber, readOptions, show } from "../common/options";
import { Regularizer } from "./regularizer";

/** Options of {@link orthogonalRegularizer}. */
export interface OrthogonalRegularizerOptions {
  /** The factor of the penalty. Default 0.01; at least 0. */
  readonly factor?: number;
  /**
   * What is to stand at right angles: the rows of the matrix, which for a dense kernel belong to its inputs, or the columns,
   * which belong to its units. Default "rows".
   */
  readonly mode?: "rows" | "columns";
}

/** Below this length a vector is not brought to length 1 but multiplied by the inverse of this, as Keras does. */
const SHORTEST = 1e-7;

/** See {@link orthogonalRegularizer}. */
export class OrthogonalRegularizer extends Regularizer {
  /** Its name in Keras. */
  static readonly className: string = "OrthogonalRegularizer";
  private readonly factor: number;
  private readonly mode: "rows" | "columns";

  constructor(options: OrthogonalRegularizerOptions = {}) {
    super();
    const { factor, mode } = readOptions("orthogonalRegularizer", options, { factor: 0.01, mode: "rows" });
    this.factor = checkNumber("orthogonalRegularizer", "factor", factor, { min: 0 });
    this.mode = checkChoice("orthogonalRegularizer", "mode", mode, ["rows", "columns"] as const);
  }

  call(x: Tensor): Tensor {
    if (x.shape.length !== 2) {
      throw new RangeError(
        `orthogonalRegularizer: received a weight of shape ${show(x.shape)}, expected a matrix; use it for the kernels of dense ` +
          "layers, or reshape within a function of your own: (w) => orthogonalRegularizer().call(w.reshape([-1, filters]))",
      );
    }
    const vectors = this.mode === "rows" ? x : x.transpose();
    const n = vectors.shape[0] as number;
    const squares = vectors.square().sum(1, { keepdims: true });
    const unit = vectors.mul(rsqrt(squares.maximum(SHORTEST ** 2)));
    const products = matmul(unit, unit.transpose()).mul(eye(n, n, 0, x.dtype).neg().add(1));
    // Every pair stands there twice.
    const pairs = Math.max(1, (n * (n - 1)) / 2);
    return products
      .abs()
      .sum()
      .mul((this.factor * 0.5) / pairs);
  }

  getConfig(): Record<string, unknown> {
    return { factor: this.factor, mode: this.mode };
  }
}

/**
 * The penalty `factor * mean |cos|` over all pairs of rows (or columns) of a matrix, with the cosine of the angle between the
 * two: it makes them differ from one another. A single row has no pair and no penalty.
 *
 * @throws RangeError when the factor is below 0, or for a weight that is no matrix.
 * @example
 * orthogonalRegularizer({ factor: 0.5 }).call(tensor([[1, 0], [4, 0]])).item(); // 0.5
 */
export function orthogonalRegularizer(options: OrthogonalRegularizerOptions = {}): OrthogonalRegularizer {
  return new OrthogonalRegularizer(options);
}
