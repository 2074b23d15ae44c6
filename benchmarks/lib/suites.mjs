// Which benchmarks there are.

/** Names of files in suites/, in the order in which they run. */
export const suites = [
  "w1",
  "w2",
  "w3",
  "w4",
  "w5",
  "w5-fused",
  "w6",
  "w7",
  "w8",
  "train",
  "elementwise",
  "data",
  "csv",
];
