import { eye, type Tensor } from "@wellfit/core";

/** Mean, standard deviation, least and largest of some numbers. */
export function statistics(data: ArrayLike<number>): {
  mean: number;
  std: number;
  low: number;
  high: number;
} {
  let [sum, squares, low, high] = [0, 0, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (let i = 0; i < data.length; i++) {
    const x = data[i] as number;
    sum += x;
    squares += x * x;
    low = Math.min(low, x);
    high = Math.max(high, x);
  }
  const mean = sum / data.length;
  return { mean, std: Math.sqrt(squares / data.length - mean * mean), low, high };
}

/** The largest difference between the shorter side's products with itself and `gain²` times the identity. */
export function gramError(kernel: Tensor, gain: number): number {
  const columns = kernel.shape.at(-1) as number;
  const matrix = kernel.cast("float64").reshape([kernel.size / columns, columns]);
  const [rows] = matrix.shape as [number];
  const short = rows < columns ? matrix : matrix.transpose();
  const n = Math.min(rows, columns);
  const difference = short.matmul(short.transpose()).sub(eye(n, n, 0, "float64").mul(gain ** 2));
  return difference.abs().max().item();
}
