import type { Tensor } from "@wellfit/core";
import * as core from "@wellfit/core";
import type { Call, Operators } from "../call";

/** `alpha * A B + beta * C`, with A or B transposed first. */
function gemm(call: Call): Tensor {
  const [a, b, c] = [call.input(0), call.input(1), call.inputs[2]];
  const left = call.int("transA", 0) === 1 ? a.transpose() : a;
  const right = call.int("transB", 0) === 1 ? b.transpose() : b;
  const alpha = call.float("alpha", 1);
  const beta = call.float("beta", 1);
  const product = left.matmul(right);
  const scaled = alpha === 1 ? product : product.mul(alpha);
  if (c === undefined) return scaled;
  return scaled.add(beta === 1 ? c : c.mul(beta));
}

/** The normalisation of inference, along the second axis. */
function batchNormalization(call: Call): Tensor {
  call.only("training_mode", 0);
  const x = call.input(0);
  const column = (position: number): Tensor =>
    call.input(position).reshape([-1, ...x.shape.slice(2).map(() => 1)]);
  const scale = column(1).div(column(4).add(call.float("epsilon", 1e-5)).sqrt());
  return x.sub(column(3)).mul(scale).add(column(2));
}

/** A probability that nothing is dropped with: what a model does when it predicts. */
function dropout(call: Call): Tensor | Tensor[] {
  if (call.numbers(2)?.[0]) {
    throw new Error(`${call.where}: it is in training mode; export the model for inference`);
  }
  const x = call.input(0);
  return call.outputs > 1 ? [x, core.ones(x.shape, "bool")] : x;
}

/** Sums of products, activations and normalisations. */
export const nn: Operators = {
  MatMul: (call) => call.input(0).matmul(call.input(1)),
  Einsum: (call) => core.einsum(call.word("equation", ""), ...call.all()),
  Gemm: gemm,
  BatchNormalization: batchNormalization,
  Dropout: dropout,
  Relu: (call) => core.relu(call.input(0)),
  LeakyRelu: (call) => core.leakyRelu(call.input(0), call.float("alpha", 0.01)),
  PRelu: (call) => {
    const x = call.input(0);
    return core.where(x.less(0), x.mul(call.input(1)), x);
  },
  Elu: (call) => core.elu(call.input(0), call.float("alpha", 1)),
  Celu: (call) => core.celu(call.input(0), call.float("alpha", 1)),
  Selu: (call) => {
    const alpha = call.float("alpha", 1.6732631921768188);
    return core.elu(call.input(0), alpha).mul(call.float("gamma", 1.0507010221481323));
  },
  Gelu: (call) => core.gelu(call.input(0), call.word("approximate", "none") === "tanh"),
  Sigmoid: (call) => core.sigmoid(call.input(0)),
  HardSigmoid: (call) =>
    core.clip(call.input(0).mul(call.float("alpha", 0.2)).add(call.float("beta", 0.5)), 0, 1),
  HardSwish: (call) => core.hardSilu(call.input(0)),
  Mish: (call) => core.mish(call.input(0)),
  Softplus: (call) => core.softplus(call.input(0)),
  Softsign: (call) => core.softsign(call.input(0)),
  Softmax: (call) => core.softmax(call.input(0), call.int("axis", -1)),
  LogSoftmax: (call) => core.logSoftmax(call.input(0), call.int("axis", -1)),
};
