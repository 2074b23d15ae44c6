export { MaxNorm, type MaxNormOptions, maxNorm } from "./max-norm";
export { MinMaxNorm, type MinMaxNormOptions, minMaxNorm } from "./min-max-norm";
export { NonNeg, nonNeg } from "./non-neg";
export { RadialConstraint, type RadialConstraintOptions, radialConstraint } from "./radial-constraint";
export { UnitNorm, type UnitNormOptions, unitNorm } from "./unit-norm";
