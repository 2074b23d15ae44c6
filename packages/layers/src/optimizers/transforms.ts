export { clipByGlobalNorm, clipByNorm, clipByValue } from "./clip";
export { addGradientNoise, type GradientNoiseOptions } from "./gradient-noise";
export {
  chain,
  type GradientTransform,
  type ParameterShape,
  perWeight,
  type Slot,
  type StepContext,
  slotOf,
  type Transformed,
} from "./gradient-transform";
export { scaleByMomentum } from "./momentum";
export type { NewtonSchulz } from "./orthogonalize";
export { type AdadeltaScaling, scaleByAdadelta } from "./scale-by-adadelta";
export { type AdafactorScaling, scaleByAdafactor } from "./scale-by-adafactor";
export { type AdagradScaling, scaleByAdagrad } from "./scale-by-adagrad";
export { type AdamScaling, scaleByAdam } from "./scale-by-adam";
export { type AdamaxScaling, scaleByAdamax } from "./scale-by-adamax";
export { type FtrlScaling, scaleByFtrl } from "./scale-by-ftrl";
export { type LambScaling, scaleByLamb } from "./scale-by-lamb";
export { type LionScaling, scaleByLion } from "./scale-by-lion";
export { type MuonScaling, scaleByMuon } from "./scale-by-muon";
export { type NadamScaling, scaleByNadam } from "./scale-by-nadam";
export { type RmsScaling, scaleByRms } from "./scale-by-rms";
