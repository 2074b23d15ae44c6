import type { Study } from "../study";
import { dataScaling } from "./data-scaling";
import { dropout } from "./dropout";
import { earlyStopping } from "./early-stopping";
import { explodingGradients } from "./exploding-gradients";
import { initialization } from "./initialization";
import { noise } from "./noise";
import { vanishingGradients } from "./vanishing-gradients";
import { weightConstraints } from "./weight-constraints";
import { weightRegularization } from "./weight-regularization";

/** The case studies in the order of the course. A new one is a file and a line here. */
export const studies: readonly Study[] = [
  weightRegularization,
  weightConstraints,
  dropout,
  noise,
  earlyStopping,
  dataScaling,
  initialization,
  vanishingGradients,
  explodingGradients,
];
