import { clip, reciprocal, type Tensor } from "@wellfit/core";
import { checkNumber } from "../common/options";
import { type GradientTransform, stateless } from "./gradient-transform";

/**
 * Each gradient whose norm is above `norm` is shortened to it (Pascanu et al. 2013).
 *
 * @throws RangeError when the norm is not above 0.
 * @example
 * sgd({ clipNorm: 1 });
 */
export function clipByNorm(norm: number): GradientTransform {
  checkNumber("clipByNorm", "the norm", norm, { above: 0 });
  return stateless((gradients) => gradients.map((g) => shorten(g, g.square().sum().sqrt(), norm)));
}

/**
 * All gradients are shortened together when the norm of them all is above `norm`, which keeps their direction.
 *
 * @throws RangeError when the norm is not above 0.
 * @example
 * sgd({ globalClipNorm: 1 });
 */
export function clipByGlobalNorm(norm: number): GradientTransform {
  checkNumber("clipByGlobalNorm", "the norm", norm, { above: 0 });
  return stateless((gradients) => {
    const squares = gradients.map((g) => g.square().sum());
    const [first, ...rest] = squares;
    if (first === undefined) return gradients;
    const all = rest.reduce((sum, square) => sum.add(square), first).sqrt();
    return gradients.map((g) => shorten(g, all, norm));
  });
}

/**
 * Each number of each gradient is moved into `[-limit, limit]`.
 *
 * @throws RangeError when the limit is not above 0.
 * @example
 * sgd({ clipValue: 5 });
 */
export function clipByValue(limit: number): GradientTransform {
  checkNumber("clipByValue", "the limit", limit, { above: 0 });
  return stateless((gradients) => gradients.map((g) => clip(g, -limit, limit)));
}

function shorten(gradient: Tensor, norm: Tensor, limit: number): Tensor {
  return gradient.mul(reciprocal(norm.maximum(limit)).mul(limit));
}
