export { EarlyStopping, type EarlyStoppingOptions, earlyStopping } from "./early-stopping";
export { type LambdaCallbackOptions, lambdaCallback } from "./lambda-callback";
export { type ProgressOptions, progress } from "./progress";
