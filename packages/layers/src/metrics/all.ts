export { BinaryAccuracy, type BinaryAccuracyOptions, binaryAccuracy } from "./binary-accuracy";
export { CategoricalAccuracy, categoricalAccuracy, type MetricOptions } from "./categorical-accuracy";
export { MeanAbsoluteErrorMetric, mae } from "./mae";
export { MeanSquaredErrorMetric, mse } from "./mse";
export { SparseCategoricalAccuracy, sparseCategoricalAccuracy } from "./sparse-categorical-accuracy";
