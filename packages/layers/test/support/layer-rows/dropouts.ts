import * as layers from "@wellfit/layers";
import type { LayerRows } from "./row";

const square: layers.LambdaFunction<never> = (x: { mul(by: number): { square(): never } }, { factor }) =>
  x.mul(factor as number).square();

/** Layers that drop and disturb, penalise and pass on, and those that compute what they are told. */
export const dropouts: LayerRows = {
  ActivityRegularization: {
    make: (o) => layers.activityRegularization({ l1: 0.1, l2: 0.2, ...o }),
    input: [3],
    learns: false,
  },
  AlphaDropout: {
    make: (o) => layers.alphaDropout(0.3, { seed: 1, noiseShape: [null, 1, null], ...o }),
    input: [2, 3],
    learns: false,
  },
  EinsumDense: {
    make: (o) =>
      layers.einsumDense("abc,cde->abde", [null, 2, 3], {
        activation: "tanh",
        biasAxes: "de",
        biasInitializer: "ones",
        kernelRegularizer: "l2",
        ...o,
      }),
    input: [2, 4],
    learns: true,
  },
  GaussianDropout: { make: (o) => layers.gaussianDropout(0.3, { seed: 1, ...o }), input: [3], learns: false },
  Identity: { make: (o) => layers.identityLayer(o), input: [3], learns: false },
  Lambda: {
    make: (o) => layers.lambda(square, { arguments: { factor: 2 }, ...o }),
    input: [3],
    learns: false,
    customObjects: { square },
  },
  SpatialDropout1D: {
    make: (o) => layers.spatialDropout1d(0.4, { seed: 1, ...o }),
    input: [2, 3],
    learns: false,
  },
  SpatialDropout2D: {
    make: (o) => layers.spatialDropout2d(0.4, { seed: 1, dataFormat: "channels_first", ...o }),
    input: [3, 2, 2],
    learns: false,
  },
  SpatialDropout3D: {
    make: (o) => layers.spatialDropout3d(0.4, { seed: 1, ...o }),
    input: [2, 1, 2, 3],
    learns: false,
  },
};
