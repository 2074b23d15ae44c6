/** Which gaps are high. */
export interface HighGaps {
  readonly bias: { readonly high: boolean };
  readonly variance: { readonly high: boolean };
  readonly mismatch?: { readonly high: boolean };
  readonly devOverfit?: { readonly high: boolean };
}

/** While bias is high. */
const againstBias: readonly string[] = [
  "Train a bigger network: more units or more layers",
  "Train longer, or with a better optimizer or learning rate",
  "Try another architecture, one made for this kind of data",
];

/** Then, while variance is high. */
const againstVariance: readonly string[] = [
  "Get more training data, or augment what there is",
  "Regularise: l2 weight penalties, dropout, noise, early stopping",
  "Try another architecture, one with fewer or shared weights",
];

/** The basic recipe: bias first, because more data or regularisation do not help against it; then variance. */
export function nextSteps(found: HighGaps, tested: boolean): string[] {
  const steps: string[] = [];
  if (found.bias.high) {
    steps.push(...againstBias);
    if (found.variance.high) steps.push("Then judge variance again, which a change against bias may change");
  }
  if (found.variance.high) steps.push(...againstVariance);
  if (found.mismatch?.high) {
    steps.push(
      "Compare the dev rows with the training rows, and get or make training data that is like the dev rows",
    );
  }
  if (found.devOverfit?.high) {
    steps.push("Get a bigger dev part: too many choices were made by this one");
  }
  if (steps.length > 0) return steps;
  return [
    tested
      ? "Nothing stands out: use the model, and watch its error on new data"
      : "Nothing stands out: evaluate once on the test part",
  ];
}
