import type { Tensor } from "../../src/index";
import * as w from "../../src/index";
import { goldenConvs } from "./golden-convs";
import { goldenLayers } from "./golden-layers";
import type { GoldenOp } from "./golden-op";

/** For operations of one operand that stand in the file under these names. */
const unary = (table: Record<string, (a: Tensor) => Tensor>): Record<string, GoldenOp> =>
  Object.fromEntries(Object.entries(table).map(([name, f]) => [name, ({ a }): Tensor => f(a)]));

const binaryFamily = (op: string, f: (a: Tensor, b: Tensor) => Tensor): Record<string, GoldenOp> =>
  Object.fromEntries(
    ["same_shape", "broadcast_row", "broadcast_both", "scalar"].map((kind) => [
      `${op}_${kind}`,
      ({ a, b }): Tensor => f(a, b),
    ]),
  );

const elementwise: Record<string, GoldenOp> = {
  ...binaryFamily("add", w.add),
  ...binaryFamily("sub", w.sub),
  ...binaryFamily("mul", w.mul),
  ...binaryFamily("div", w.div),
  pow_tensor: ({ a, b }) => a.pow(b),
  pow_const3: ({ a }, { exponent }) => a.pow(exponent),
  "pow_const_-0.5": ({ a }, { exponent }) => a.pow(exponent),
  maximum: ({ a, b }) => w.maximum(a, b),
  minimum_broadcast: ({ a, b }) => w.minimum(a, b),
  squared_difference: ({ a, b }) => w.squaredDifference(a, b),
  atan2: ({ a, b }) => w.atan2(a, b),
  logaddexp: ({ a, b }) => w.logAddExp(a, b),
  clip: ({ a }, { min, max }) => w.clip(a, min, max),
  where: ({ a, b }, { condition }) => w.where(condition, a, b),
  where_broadcast: ({ a, b }, { condition }) => w.where(condition, a, b),
  ...unary({
    exp: w.exp,
    log: w.log,
    log1p: w.log1p,
    expm1: w.expm1,
    sqrt: w.sqrt,
    rsqrt: w.rsqrt,
    square: w.square,
    reciprocal: w.reciprocal,
    abs: w.abs,
    neg: w.neg,
    sin: w.sin,
    cos: w.cos,
    tan: w.tan,
    asin: w.asin,
    acos: w.acos,
    atan: w.atan,
    sinh: w.sinh,
    cosh: w.cosh,
    tanh: w.tanh,
    asinh: w.asinh,
    acosh: w.acosh,
    atanh: w.atanh,
    erf: w.erf,
    sigmoid: w.sigmoid,
    log_sigmoid: w.logSigmoid,
    softplus: w.softplus,
    softsign: w.softsign,
    relu: w.relu,
    relu6: (a) => w.relu6(a.mul(5)),
    "leaky_relu_0.3": (a) => w.leakyRelu(a, 0.3),
    "leaky_relu_0.2": (a) => w.leakyRelu(a),
    elu_1: (a) => w.elu(a),
    "elu_0.5": (a) => w.elu(a, 0.5),
    selu: w.selu,
    celu_1: (a) => w.celu(a),
    gelu_exact: (a) => w.gelu(a),
    gelu_tanh: (a) => w.gelu(a, true),
    silu: w.silu,
    mish: w.mish,
    hard_sigmoid: (a) => w.hardSigmoid(a.mul(2)),
    hard_silu: (a) => w.hardSilu(a.mul(2)),
    tanh_shrink: w.tanhShrink,
    sigmoid_extreme: (a) => w.sigmoid(a.mul(50)),
    softplus_extreme: (a) => w.softplus(a.mul(60)),
    fanout_reuse: (a) => a.mul(a).add(a.sin().mul(a)),
    deep_chain: (a) => a.mul(1.5).tanh().mul(1.5).tanh().mul(1.5).tanh(),
    straight_kinks: (a) => a.relu().add(a.abs()),
  }),
};

const movement: Record<string, GoldenOp> = {
  transpose_2d: ({ a }) => w.transpose(a),
  transpose_perm: ({ a }, { perm }) => w.transpose(a, perm),
  reshape: ({ a }, { shape }) => w.reshape(a, shape),
  expand_dims_squeeze: ({ a }, { expand_axis, squeeze_axis }) =>
    w.squeeze(w.expandDims(a, expand_axis), squeeze_axis),
  broadcast_to: ({ a }, { shape }) => w.broadcastTo(a, shape),
  slice: ({ a }) =>
    w.slice(a, [
      [1, 3],
      [null, null, 2],
    ]),
  slice_negative_step: ({ a }) => w.slice(a, [[null, null, -1], [-2]]),
  gather_axis0: ({ a }, { indices, axis }) => w.gather(a, indices, axis),
  gather_axis1: ({ a }, { indices, axis }) => w.take(a, indices, axis),
  embedding: ({ w: table }, { indices }) => w.gather(table, indices),
  concat_axis0: ({ a, b }, { axis }) => w.concat([a, b], axis),
  concat_axis1: ({ a, b, c }, { axis }) => w.concat([a, b, c], axis),
  stack_axis1: ({ a, b }, { axis }) => w.stack([a, b], axis),
  tile: ({ a }, { reps }) => w.tile(a, reps),
  split_part: ({ a }, { sizes, axis }) => (w.split(a, sizes, axis)[1] as Tensor).mul(2),
  pad_constant: ({ a }, { paddings, value }) => w.pad(a, paddings, value),
  flip: ({ a }, { axis }) => w.flip(a, axis),
  roll: ({ a }, { shift, axis }) => w.roll(a, shift, axis),
  upsample2d_nearest2: ({ x }, { size: [rows, columns] }) => w.repeat(w.repeat(x, rows, 1), columns, 2),
  tril: ({ a }) => w.tril(a),
  diag_part: ({ a }) => w.diagPart(a),
};

const sums: Record<string, GoldenOp> = {
  matmul_2d: ({ a, b }) => w.matmul(a, b),
  matmul_batched: ({ a, b }) => w.matmul(a, b),
  matmul_broadcast_rhs2d: ({ a, b }) => w.matmul(a, b),
  matmul_broadcast_batch: ({ a, b }) => w.matmul(a, b),
  matmul_vec: ({ a, b }) => w.matmul(a, b),
  dot_1d: ({ a, b }) => w.dot(a, b),
  outer: ({ a, b }) => w.outer(a, b),
  einsum_bij_bjk: ({ a, b }, { equation }) => w.einsum(equation, a, b),
  einsum_abc_cd_abd: ({ a, b }, { equation }) => w.einsum(equation, a, b),
  trace: ({ a }) => w.trace(a),
  sum_all: ({ a }) => w.sum(a),
  sum_axis1: ({ a }, { axis }) => w.sum(a, axis),
  sum_axes02_keepdims: ({ a }, { axis, keepdims }) => w.sum(a, axis, { keepdims }),
  mean_all: ({ a }) => w.mean(a),
  mean_axis1: ({ a }, { axis }) => w.mean(a, axis),
  mean_axes02_keepdims: ({ a }, { axis, keepdims }) => w.mean(a, axis, { keepdims }),
  "max_axis-1": ({ a }, { axis }) => w.max(a, axis),
  max_axes01: ({ a }, { axis }) => w.max(a, axis),
  max_all: ({ a }) => w.max(a),
  "min_axis-1": ({ a }, { axis }) => w.min(a, axis),
  min_axes01: ({ a }, { axis }) => w.min(a, axis),
  prod_axis1: ({ a }, { axis }) => w.prod(a, axis),
  prod_all: ({ a }) => w.prod(a),
  prod_with_zero: ({ a }) => w.prod(a.mul([1, 0, 1]), 1),
  var_axis0: ({ a }, { axis, ddof }) => w.variance(a, axis, { ddof }),
  std_all: ({ a }, { ddof }) => w.std(a, undefined, { ddof }),
  logsumexp_axis1: ({ a }, { axis }) => w.logSumExp(a, axis),
  logsumexp_large: ({ a }) => w.logSumExp(a.mul(300), 1),
  cumsum: ({ a }, { axis }) => w.cumSum(a, axis),
  cumprod: ({ a }, { axis }) => w.cumProd(a, axis),
  l2norm_axis0: ({ a }, { axis }) => w.norm(a, axis),
  l2_normalize: ({ a }, { axis }) => w.l2Normalize(a, axis),
  "softmax_axis-1": ({ a }, { axis }) => w.softmax(a, axis),
  softmax_axis0: ({ a }, { axis }) => w.softmax(a, axis),
  softmax_large_logits: ({ a }) => w.softmax(a.mul(200)),
  "log_softmax_axis-1": ({ a }, { axis }) => w.logSoftmax(a, axis),
  log_softmax_axis0: ({ a }, { axis }) => w.logSoftmax(a, axis),
  global_avg_pool2d: ({ x }) => w.mean(x, [1, 2]),
  global_max_pool2d: ({ x }) => w.max(x, [1, 2]),
};

/** Every case whose operation exists, or can be composed of operations that do. */
export const goldenOps: Readonly<Record<string, GoldenOp>> = {
  ...elementwise,
  ...movement,
  ...sums,
  ...goldenLayers,
  ...goldenConvs,
};

/** Cases of operations that are yet to come. */
export const later: ReadonlySet<string> = new Set(["take_along_axis"]);
