import type { RandomState } from "../random/random-state";

/** `n` different whole numbers from 0 to `population` - 1, as scikit-learn's `sample_without_replacement`. */
const sampleWithoutReplacement = (population: number, n: number, random: RandomState): ArrayLike<number> => {
  const ratio = n / population;
  if (ratio > 0.01 && ratio < 0.99) return random.permutation(population).subarray(0, n);
  if (ratio < 0.2) {
    const selected = new Set<number>();
    while (selected.size < n) selected.add(random.randint(0, population));
    return [...selected];
  }
  const reservoir = Array.from({ length: n }, (_, i) => i);
  for (let i = n; i < population; i++) {
    const j = random.randint(0, i + 1);
    if (j < n) reservoir[j] = i;
  }
  return reservoir;
};

/** Different corners of a cube of so many dimensions, row by row: 0 or 1 in each dimension. */
export const hypercube = (corners: number, dimensions: number, random: RandomState): Float64Array => {
  const out = new Float64Array(corners * dimensions);
  // More than 30 dimensions are drawn one by one, for they do not fit a whole number.
  const free = Math.max(0, dimensions - 30);
  const bits = dimensions - free;
  const firsts: Float64Array[] = [];
  for (let left = dimensions; left > 30; left = 30) firsts.push(random.randint(0, 2, corners * (left - 30)));
  const numbers = sampleWithoutReplacement(2 ** bits, corners, random);
  for (let i = 0; i < corners; i++) {
    for (let j = 0; j < free; j++) out[i * dimensions + j] = firsts[0]![i * free + j]!;
    for (let j = 0; j < bits; j++) {
      out[i * dimensions + free + j] = Math.floor(numbers[i]! / 2 ** (bits - 1 - j)) % 2;
    }
  }
  return out;
};
