export { Activation, activation } from "./activation";
export { Dense, type DenseOptions, dense } from "./dense";
export { Dropout, type DropoutOptions, dropout } from "./dropout";
export { Flatten, flatten } from "./flatten";
export { GaussianNoise, gaussianNoise } from "./gaussian-noise";
export { InputLayer, type InputOptions, input } from "./input";
export { WeightNoise, type WeightNoiseOptions, weightNoise } from "./weight-noise";
