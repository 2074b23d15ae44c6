import { type DType, randomKey, randomNormal, type Shape, type Tensor, tensor } from "@wellfit/core";
import { checkNumber, readOptions, show } from "../common/options";
import { nextSeed } from "../common/seed";
import { RandomInitializer, type SeedOptions } from "./initializer";
import { orthonormalize } from "./orthonormalize";

/** Options of {@link orthogonal}. */
export interface OrthogonalOptions extends SeedOptions {
  /** What the orthogonal matrix is multiplied by. Default 1. For relu, the square root of 2 is usual. */
  readonly gain?: number;
}

/** See {@link orthogonal}. */
export class Orthogonal extends RandomInitializer {
  /** Its name in Keras. */
  static readonly className: string = "Orthogonal";
  /** Other names it is known by. */
  static readonly aliases: readonly string[] = ["OrthogonalInitializer"];
  private readonly gain: number;

  constructor(options: OrthogonalOptions = {}) {
    const { gain, seed } = readOptions("orthogonal", options, {
      gain: 1,
      seed: undefined as number | undefined,
    });
    super("orthogonal", seed);
    this.gain = checkNumber("orthogonal", "gain", gain);
  }

  override call(shape: Shape, dtype: DType = "float32"): Tensor {
    return this.matrix(randomKey(this.seed ?? nextSeed()), shape, dtype);
  }

  protected draw(key: Tensor, shape: Shape): Tensor {
    return this.matrix(key, shape, "float32");
  }

  getConfig(): Record<string, unknown> {
    return { seed: this.seed ?? null, gain: this.gain };
  }

  private matrix(key: Tensor, shape: Shape, dtype: DType): Tensor {
    if (shape.length < 2) {
      throw new RangeError(
        `orthogonal: received a weight of shape ${show(shape)}, expected at least two axes; use it for kernels, and zeros() for ` +
          "biases",
      );
    }
    const columns = shape[shape.length - 1] as number;
    const rows = shape.slice(0, -1).reduce((a, b) => a * b, 1);
    const [count, length] = rows < columns ? [rows, columns] : [columns, rows];
    // The vectors that are to stand at right angles are never more than they are long.
    const vectors = Float64Array.from(randomNormal(key, [count, length]).data());
    orthonormalize(vectors, count, length);
    const out = new Float64Array(rows * columns);
    for (let i = 0; i < out.length; i++) {
      const [row, column] = [Math.floor(i / columns), i % columns];
      const at = rows < columns ? row * length + column : column * length + row;
      out[i] = this.gain * (vectors[at] as number);
    }
    return tensor(out, { shape, dtype });
  }
}

/**
 * A random orthogonal matrix times `gain` (Saxe et al. 2014): its rows, or its columns where there are fewer of these, have
 * length `gain` and stand at right angles, so that signals keep their size over many layers or steps. A kernel with more than
 * two axes is seen as a matrix of all but the last by the last. The default of the recurrent kernels of rnn layers.
 *
 * @throws RangeError for a weight with fewer than two axes.
 * @example
 * dense(64, { kernelInitializer: orthogonal({ gain: Math.SQRT2, seed: 1 }) });
 */
export function orthogonal(options: OrthogonalOptions = {}): Orthogonal {
  return new Orthogonal(options);
}
