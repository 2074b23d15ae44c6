import type { HeadEquations } from "./attention-heads";

const letter = (n: number): string => String.fromCharCode(97 + n);
const letters = (from: number, count: number): string =>
  Array.from({ length: count }, (_, i) => letter(from + i)).join("");

/**
 * Keras's equation for a dense layer that keeps `free` axes, sums `bound` axes up, and makes `output` new ones.
 *
 * @returns The equation, the letters of the new axes, and `free`.
 */
export function projection(
  free: number,
  bound: number,
  output: number,
): { readonly equation: string; readonly biasAxes: string; readonly free: number } {
  const kept = letters(0, free);
  const summed = letters(free, bound);
  const made = letters(free + bound, output);
  return { equation: `${kept}${summed},${summed}${made}->${kept}${made}`, biasAxes: made, free };
}

/**
 * Keras's equations for attention along some axes.
 *
 * @param rank - The number of axes of projected queries: rows, steps, heads, features.
 * @param axes - The axes of steps, counted from 0.
 */
export function attentionEquations(rank: number, axes: readonly number[]): HeadEquations {
  const target = letters(0, rank);
  const batch = [...target].map((_, i) => i).filter((i) => !axes.includes(i) && i !== rank - 1);
  let next = rank;
  const source = [...target].map((own, i) => (batch.includes(i) || i === rank - 1 ? own : letter(next++)));
  const product = [
    ...batch.map((i) => target[i]),
    ...axes.map((i) => target[i]),
    ...axes.map((i) => source[i]),
  ];
  const scores = product.join("");
  return {
    scores: `${source.join("")},${target}->${scores}`,
    combine: `${scores},${source.join("")}->${target}`,
    axes: axes.map((_, i) => scores.length - axes.length + i),
  };
}
