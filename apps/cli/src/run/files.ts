/** The files of a run folder in the order in which they are told, and what each is. */
export const runFiles = {
  "report.html": "the whole story with pictures, one page that opens anywhere",
  "metrics.json": "scores on train, dev and test, the baseline, the diagnosis",
  "config.json": "everything needed to repeat the run exactly",
  "model.json": "the network, as Keras 3 writes it",
  "weights.safetensors": "its weights",
  "preparation.json": "how columns become numbers, learned from train alone",
  "model.onnx": "the network for ONNX Runtime and other tools",
  "onnx-check.json": "the largest difference to ONNX Runtime",
  "history.json": "loss and metrics of every epoch",
  "split.json": "which rows are train, dev and test",
  "predictions.csv": "what was predicted for every row, beside the truth",
  "run.json": "when and where it ran, and how long it took",
  SHA256SUMS: "checksums of the other files (but the report), for sha256sum -c",
} as const;

/** The name of a file of a run. */
export type RunFile = keyof typeof runFiles;

/** The files with a checksum: all but the report, which can be made anew, and the checksums themselves. */
export const summedFiles: readonly RunFile[] = (Object.keys(runFiles) as RunFile[]).filter(
  (name) => name !== "report.html" && name !== "SHA256SUMS",
);
