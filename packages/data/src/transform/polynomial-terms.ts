/**
 * One product of features: the feature `factor` times the term at `rest` (of one degree less, -1 for 1).
 * Terms are multiplied in this order, which is scikit-learn's, so that they round alike.
 */
export interface Term {
  readonly factor: number;
  readonly rest: number;
  readonly degree: number;
  /** The exponent of each feature. */
  readonly powers: Int32Array;
}

/** How many terms of degree 1 to `degree` there are. */
export const countTerms = (width: number, degree: number, interactionOnly: boolean): number => {
  let total = 0;
  let ofDegree = 1;
  for (let d = 1; d <= degree; d++) {
    // Combinations, or combinations with repetition, of d features.
    ofDegree = (ofDegree * (interactionOnly ? width - d + 1 : width + d - 1)) / d;
    if (ofDegree <= 0) break;
    total += ofDegree;
  }
  return total;
};

/** The terms of degree 1 to `degree`: by degree, then in the order of their features. */
export const listTerms = (width: number, degree: number, interactionOnly: boolean): Term[] => {
  const terms: Term[] = [];
  let start = 0;
  for (let d = 1; d <= degree; d++) {
    const end = terms.length;
    for (let factor = 0; factor < width; factor++) {
      if (d === 1) {
        const powers = new Int32Array(width);
        powers[factor] = 1;
        terms.push({ factor, rest: -1, degree: 1, powers });
        continue;
      }
      for (let rest = start; rest < end; rest++) {
        const first = terms[rest]!.factor;
        if (first < factor || (interactionOnly && first === factor)) continue;
        const powers = terms[rest]!.powers.slice();
        powers[factor]! += 1;
        terms.push({ factor, rest, degree: d, powers });
      }
    }
    start = end;
  }
  return terms;
};

/** The name of a term, such as "x0^2 x1"; "1" for the product of nothing. */
export const termName = (powers: ArrayLike<number>, names: readonly string[]): string => {
  const factors = names.flatMap((name, j) => {
    const power = powers[j]!;
    if (power === 0) return [];
    return power === 1 ? [name] : [`${name}^${power}`];
  });
  return factors.length === 0 ? "1" : factors.join(" ");
};
