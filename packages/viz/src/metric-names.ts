const spelledOut: Readonly<Record<string, string>> = {
  mse: "mean squared error",
  mae: "mean absolute error",
  rmse: "root mean squared error",
  mape: "mean absolute percentage error",
  msle: "mean squared logarithmic error",
  auc: "AUC",
  r2: "R²",
  r2Score: "R²",
};

/** The name of a metric in words: `binaryAccuracy` is "binary accuracy", `mse` "mean squared error". */
export function metricWords(name: string): string {
  const known = spelledOut[name];
  if (known !== undefined) return known;
  return name
    .replace(/_/g, " ")
    .replace(/([a-z0-9])([A-Z])/g, "$1 $2")
    .toLowerCase();
}

/** Which way a metric gets better, when its name tells. */
export function betterWhen(name: string): "lower" | "higher" | undefined {
  if (/loss|error|mse|mae|mape|msle|crossentropy|divergence|hinge|perplexity/i.test(name)) return "lower";
  if (/acc|auc|precision|recall|f1|r2|score|iou|cosine/i.test(name)) return "higher";
  return undefined;
}
