import type { Tensor } from "@wellfit/core";

/** How a matrix is made nearly orthogonal. */
export interface NewtonSchulz {
  /** The factors of x, x³ and x⁵ in the polynomial that moves singular values. */
  readonly coefficients: readonly [number, number, number];
  /** How often it is applied. */
  readonly steps: number;
}

/**
 * A matrix with the same singular vectors and singular values near 1, by Newton and Schulz's iteration of fifth order (Jordan
 * et al. 2024).
 */
export function orthogonalize(matrix: Tensor, { coefficients: [a, b, c], steps }: NewtonSchulz): Tensor {
  const [rows, columns] = matrix.shape as [number, number];
  // The products are as small as they can be when the shorter side stands first.
  const tall = rows > columns;
  let x = tall ? matrix.transpose() : matrix;
  x = x.div(x.square().sum().sqrt().add(1e-7));
  for (let i = 0; i < steps; i++) {
    const gram = x.matmul(x.transpose());
    x = x.mul(a).add(gram.mul(b).add(gram.matmul(gram).mul(c)).matmul(x));
  }
  return tall ? x.transpose() : x;
}
