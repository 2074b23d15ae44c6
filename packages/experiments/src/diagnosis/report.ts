import type { Errors } from "./errors";

interface Line {
  readonly gap: number;
  readonly high: boolean;
  readonly threshold: number;
}

interface Findings {
  readonly bias: Line;
  readonly variance: Line;
  readonly mismatch?: Line;
  readonly devOverfit?: Line;
  readonly label: string;
  readonly nextSteps: readonly string[];
}

/** A diagnosis as lines for people, with every number it was made of. */
export function report(errors: Errors, found: Findings): string {
  const { trainError, devError, testError, baselineError = 0, trainDevError } = errors;
  const unseen =
    trainDevError === undefined ? `dev ${percent(devError)}` : `train-dev ${percent(trainDevError)}`;
  const line = (name: string, from: string, { gap, high, threshold }: Line): string =>
    `  ${name}: ${from} = ${percent(gap)}, ${high ? "above" : "within"} the threshold of ${percent(threshold)}`;
  return [
    `${found.label.charAt(0).toUpperCase()}${found.label.slice(1)}`,
    line("bias", `train ${percent(trainError)} - baseline ${percent(baselineError)}`, found.bias),
    line("variance", `${unseen} - train ${percent(trainError)}`, found.variance),
    ...(found.mismatch === undefined
      ? []
      : [
          line(
            "mismatch",
            `dev ${percent(devError)} - train-dev ${percent(trainDevError ?? 0)}`,
            found.mismatch,
          ),
        ]),
    ...(found.devOverfit === undefined
      ? []
      : [
          line("dev overfit", `test ${percent(testError ?? 0)} - dev ${percent(devError)}`, found.devOverfit),
        ]),
    "Next:",
    ...found.nextSteps.map((step, i) => `  ${i + 1}. ${step}`),
  ].join("\n");
}

/** A share in percent with at most two digits after the point. */
function percent(share: number): string {
  return `${+(share * 100).toFixed(2)}%`;
}
