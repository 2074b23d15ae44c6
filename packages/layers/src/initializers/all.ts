export { Constant, type ConstantOptions, constant } from "./constant";
export { GlorotNormal, glorotNormal } from "./glorot-normal";
export { GlorotUniform, glorotUniform } from "./glorot-uniform";
export { HeNormal, heNormal } from "./he-normal";
export { HeUniform, heUniform } from "./he-uniform";
export { Identity, type IdentityOptions, identity } from "./identity";
export { LecunNormal, lecunNormal } from "./lecun-normal";
export { LecunUniform, lecunUniform } from "./lecun-uniform";
export { Ones, ones } from "./ones";
export { Orthogonal, type OrthogonalOptions, orthogonal } from "./orthogonal";
export { RandomNormal, type RandomNormalOptions, randomNormal } from "./random-normal";
export { RandomUniform, type RandomUniformOptions, randomUniform } from "./random-uniform";
export { STFTInitializer, type StftInitializerOptions, stftInitializer } from "./stft-initializer";
export { TruncatedNormal, type TruncatedNormalOptions, truncatedNormal } from "./truncated-normal";
export {
  type FanOptions,
  VarianceScaling,
  type VarianceScalingOptions,
  varianceScaling,
} from "./variance-scaling";
export type { WindowName } from "./windows";
export { Zeros, zeros } from "./zeros";
