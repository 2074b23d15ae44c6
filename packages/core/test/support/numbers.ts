import { type DType, type Shape, type Tensor, tensor } from "../../src/index";

/** Where the operands of an operation are taken from: from [0, 1) into the domain. */
export type Domain = (u: number) => number;

export const domains = {
  any: (u: number): number => 4 * u - 2,
  positive: (u: number): number => 0.2 + 3 * u,
  unit: (u: number): number => 1.9 * u - 0.95,
  aboveOne: (u: number): number => 1.1 + 3 * u,
  aboveMinusOne: (u: number): number => 3 * u - 0.9,
  /** Away from the poles of the tangent. */
  halfTurn: (u: number): number => 2.8 * u - 1.4,
  nonZero: (u: number): number => (u < 0.5 ? -0.3 - 2 * u : 2 * u - 0.7),
} satisfies Record<string, Domain>;

/** Numbers in [0, 1) that are the same in every run (a linear congruential generator of 32 bits). */
export function generator(seed: string): () => number {
  let state = [...seed].reduce((h, c) => (Math.imul(h, 31) + c.charCodeAt(0)) | 0, 17);
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) | 0;
    return (state >>> 0) / 2 ** 32;
  };
}

export const sizeOf = (shape: Shape): number => shape.reduce((a, b) => a * b, 1);

/** A tensor of a shape and dtype with numbers from a domain; integers from three times that domain. */
export function sample(shape: Shape, dtype: DType, domain: Domain, random: () => number): Tensor {
  const values = Array.from({ length: sizeOf(shape) }, () => {
    const x = domain(random());
    if (dtype === "int32") return Math.trunc(3 * x);
    return dtype === "bool" ? Number(x > 0.5) : x;
  });
  return tensor(values, { shape, dtype });
}
