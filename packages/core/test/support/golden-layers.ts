import type { Tensor } from "../../src/index";
import * as w from "../../src/index";
import type { GoldenOp } from "./golden-op";

/** Standardises over the axes, then scales and shifts: what all normalisations have in common. */
export function normalize(x: Tensor, axes: readonly number[], epsilon: number): Tensor {
  const centred = x.sub(x.mean(axes, { keepdims: true }));
  return centred.mul(w.rsqrt(w.variance(x, axes, { keepdims: true }).add(epsilon)));
}

/** A sequence [batch, time, features] with time first, and back. */
const turned = (x: Tensor): Tensor => x.transpose([1, 0, 2]);

/** The states of a cell over a sequence, as [batch, time, units]. */
const states = (x: Tensor, first: Tensor, step: (state: Tensor, x: Tensor) => Tensor): Tensor => {
  const cell = (state: Tensor, x: Tensor): readonly [Tensor, Tensor] => {
    const next = step(state, x);
    return [next, next];
  };
  return turned(w.scan(cell, first, turned(x))[1]);
};

const lstm: GoldenOp = ({ x, h, c, K, R, b }) => {
  const cell = (
    [h, c]: readonly [Tensor, Tensor],
    x: Tensor,
  ): readonly [readonly [Tensor, Tensor], Tensor] => {
    const gates = w.split(x.matmul(K).add(h.matmul(R)).add(b), 4, 1);
    const [i, f, g, o] = gates as [Tensor, Tensor, Tensor, Tensor];
    const next = f.sigmoid().mul(c).add(i.sigmoid().mul(g.tanh()));
    const state = o.sigmoid().mul(next.tanh());
    return [[state, next], state];
  };
  const [[, last], hidden] = w.scan(cell, [h, c] as readonly [Tensor, Tensor], turned(x));
  return w.concat([turned(hidden), last.expandDims(1)], 1);
};

const gruBefore: GoldenOp = ({ x, h, K, R, b }) => {
  const units = h.shape[1] as number;
  const [recurrentGates, recurrentCandidate] = w.split(R, [2 * units, units], 1) as [Tensor, Tensor];
  return states(x, h, (state, x) => {
    const [gates, candidate] = w.split(x.matmul(K).add(b), [2 * units, units], 1) as [Tensor, Tensor];
    const [z, r] = w.split(gates.add(state.matmul(recurrentGates)).sigmoid(), 2, 1) as [Tensor, Tensor];
    const proposed = candidate.add(r.mul(state).matmul(recurrentCandidate)).tanh();
    return z.mul(state).add(w.sub(1, z).mul(proposed));
  });
};

const gruAfter: GoldenOp = ({ x, h, K, R, b }) =>
  states(x, h, (state, x) => {
    const [xz, xr, xh] = w.split(x.matmul(K).add(b.slice([0])), 3, 1) as [Tensor, Tensor, Tensor];
    const [hz, hr, hh] = w.split(state.matmul(R).add(b.slice([1])), 3, 1) as [Tensor, Tensor, Tensor];
    const z = xz.add(hz).sigmoid();
    const r = xr.add(hr).sigmoid();
    return z.mul(state).add(w.sub(1, z).mul(xh.add(r.mul(hh)).tanh()));
  });

/** What layers will be made of, composed of operations. */
export const goldenLayers: Readonly<Record<string, GoldenOp>> = {
  dense_bias_relu: ({ x, w: kernel, b }) => x.matmul(kernel).add(b).relu(),
  batchnorm_train_2d: ({ x, gamma, beta }, { epsilon }) =>
    w.batchNormTraining(x, { gamma, beta, epsilon }).output,
  batchnorm_train_nhwc: ({ x, gamma, beta }, { epsilon }) =>
    w.batchNormTraining(x, { gamma, beta, epsilon }).output,
  batchnorm_eval: ({ x, gamma, beta, moving_mean, moving_var }, { epsilon }) =>
    w.batchNorm(x, moving_mean, moving_var, { gamma, beta, epsilon }),
  layernorm: ({ x, gamma, beta }, { epsilon, axis }) => w.layerNorm(x, { gamma, beta, epsilon, axis }),
  groupnorm_2groups: ({ x, gamma, beta }, { groups, epsilon }) =>
    w.groupNorm(x, groups, { gamma, beta, epsilon }),
  simple_rnn: ({ x, h, K, R, b }) =>
    states(x, h, (state, x) => x.matmul(K).add(state.matmul(R)).add(b).tanh()),
  lstm,
  lstm_one_step: lstm,
  gru_reset_after: gruAfter,
  gru_reset_before: gruBefore,
  sdp_attention: ({ q, k, v }) => w.scaledDotProductAttention(q, k, v),
  sdp_attention_causal: ({ q, k, v }) => w.scaledDotProductAttention(q, k, v, { causal: true }),
  multi_head_self_attention: ({ x, Wq, bq, Wk, bk, Wv, bv, Wo, bo }) => {
    const [batch, length, width] = x.shape as [number, number, number];
    const [, heads, depth] = Wq.shape as [number, number, number];
    // [batch, length, heads * depth] to [batch, heads, length, depth].
    const headsOf = (kernel: Tensor, bias: Tensor): Tensor =>
      x
        .matmul(kernel.reshape([width, heads * depth]))
        .add(bias.flatten())
        .reshape([batch, length, heads, depth])
        .transpose([0, 2, 1, 3]);
    const mixed = w.scaledDotProductAttention(headsOf(Wq, bq), headsOf(Wk, bk), headsOf(Wv, bv));
    return mixed
      .transpose([0, 2, 1, 3])
      .reshape([batch, length, heads * depth])
      .matmul(Wo.reshape([heads * depth, width]))
      .add(bo);
  },
};
