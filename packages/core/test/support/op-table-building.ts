import type { Shape, Tensor } from "../../src/index";
import * as w from "../../src/index";
import { domains } from "./numbers";
import type { OpRow } from "./op-row";

const { any, positive } = domains;

type Operands = readonly Tensor[];

/** More than one element to standardise, so that the variance is not 0. */
const wide = (s: Shape): boolean => s.length > 1 && !s.includes(0) && !s.includes(1);

const rest = { tol: 5e-5 };

const attention = (
  variant: string,
  options: (operands: Operands) => w.AttentionOptions,
  extra: (s: Shape) => Shape[] = () => [],
): OpRow => ({
  name: "scaledDotProductAttention",
  variant,
  operands: (s) =>
    s.length > 1 && !s.includes(0)
      ? [s, [...s.slice(0, -2), 3, s[s.length - 1] as number], [...s.slice(0, -2), 3, 2], ...extra(s)]
      : undefined,
  call: (operands) => {
    const [q, k, v] = operands as [Tensor, Tensor, Tensor];
    return w.scaledDotProductAttention(q, k, v, options(operands));
  },
  ...rest,
});

/** Rows of what layers are built of. */
export const building: readonly OpRow[] = [
  {
    name: "moments",
    operands: (s) => (s.includes(0) ? undefined : [s]),
    call: ([x]) => {
      const { mean, variance } = w.moments(x as Tensor);
      return [mean, variance];
    },
  },
  {
    name: "layerNorm",
    operands: (s) => (wide(s) ? [s, s.slice(-1), s.slice(-1)] : undefined),
    call: ([x, gamma, beta]) => w.layerNorm(x as Tensor, { gamma: gamma as Tensor, beta: beta as Tensor }),
    ...rest,
  },
  {
    name: "layerNorm",
    variant: "two axes",
    operands: (s) => (wide(s) ? [s, s.slice(-2)] : undefined),
    call: ([x, gamma]) => w.layerNorm(x as Tensor, { gamma: gamma as Tensor, axis: [-2, -1], epsilon: 0.01 }),
    ...rest,
  },
  {
    name: "rmsNorm",
    operands: (s) => (wide(s) ? [s, s.slice(-1)] : undefined),
    call: ([x, gamma]) => w.rmsNorm(x as Tensor, { gamma: gamma as Tensor }),
    ...rest,
  },
  {
    name: "batchNorm",
    operands: (s) => (s.length > 0 ? [s, ...[1, 2, 3, 4].map(() => s.slice(0, 1))] : undefined),
    domains: [any, any, positive, any, any],
    call: ([x, mean, variance, gamma, beta]) =>
      w.batchNorm(x as Tensor, mean as Tensor, variance as Tensor, {
        axis: 0,
        gamma: gamma as Tensor,
        beta: beta as Tensor,
      }),
  },
  {
    name: "batchNormTraining",
    operands: (s) => (wide(s) ? [s, s.slice(-1), s.slice(-1)] : undefined),
    call: ([x, gamma, beta]) => {
      const { output, mean, variance } = w.batchNormTraining(x as Tensor, {
        gamma: gamma as Tensor,
        beta: beta as Tensor,
      });
      return [output, mean, variance];
    },
    ...rest,
  },
  {
    name: "groupNorm",
    operands: (s) => (wide(s) && s.length > 2 && (s[1] as number) % 2 !== 1 ? [s, s.slice(1, 2)] : undefined),
    call: ([x, gamma]) => w.groupNorm(x as Tensor, 1, { axis: 1, gamma: gamma as Tensor }),
    ...rest,
  },
  {
    name: "groupNorm",
    variant: "two groups",
    operands: (s) => (wide(s) && s.length > 2 ? [[...s.slice(0, -1), 4], [4]] : undefined),
    call: ([x, gamma]) => w.groupNorm(x as Tensor, 2, { gamma: gamma as Tensor }),
    ...rest,
  },
  attention("plain", () => ({})),
  attention("causal", () => ({ causal: true })),
  attention("scale", () => ({ scale: 0.3 })),
  attention(
    "mask of bools",
    ([, , , mask]) => ({ mask: (mask as Tensor).greater(0), causal: true }),
    (s) => [[s[s.length - 2] as number, 3]],
  ),
  attention(
    "mask of numbers",
    ([, , , mask]) => ({ mask: mask as Tensor }),
    () => [[3]],
  ),
];
