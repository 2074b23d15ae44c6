import { gradients, jit, softplus, tensor, variable, zeros } from "../../src/index";

/** The 2-500-1 network on points of two moons, trained with Adam: the program whose bundle is weighed. */
export function train(steps: number): number[] {
  const points = Array.from({ length: 30 }, (_, i) => {
    const angle = (Math.PI * i) / 15;
    return i < 15 ? [Math.cos(angle), Math.sin(angle), 0] : [1 + Math.cos(angle), 0.5 + Math.sin(angle), 1];
  });
  const x = variable(tensor(points.map((p) => p.slice(0, 2))));
  const y = variable(tensor(points.map((p) => p.slice(2))));
  const start = (rows: number, columns: number): number[][] =>
    Array.from({ length: rows }, (_, i) =>
      Array.from({ length: columns }, (_, j) => Math.sin(7 * i + 3 * j) / Math.sqrt(rows)),
    );
  const weights = [tensor(start(2, 500)), zeros([500]), tensor(start(500, 1)), zeros([1])].map((w) =>
    variable(w),
  );
  const [w1, b1, w2, b2] = weights as [
    (typeof weights)[0],
    (typeof weights)[0],
    (typeof weights)[0],
    (typeof weights)[0],
  ];
  const means = weights.map((w) => variable(zeros(w.shape)));
  const squares = weights.map((w) => variable(zeros(w.shape)));
  const count = variable(tensor(0));
  const step = jit(() => {
    const hidden = x.value.matmul(w1.value).add(b1.value).relu();
    const logits = hidden.matmul(w2.value).add(b2.value);
    const loss = softplus(logits).sub(logits.mul(y.value)).mean();
    const slopes = gradients(
      loss,
      weights.map((w) => w.value),
    );
    const t = count.value.add(1);
    count.assign(t);
    const rest = (beta: number) => tensor(1).sub(tensor(beta).pow(t));
    const rate = rest(0.999).sqrt().div(rest(0.9)).mul(0.001);
    weights.forEach((weight, i) => {
      const [mean, square, g] = [means[i]!, squares[i]!, slopes[i]!];
      const m = mean.value.add(g.sub(mean.value).mul(0.1));
      const s = square.value.add(g.square().sub(square.value).mul(0.001));
      mean.assign(m);
      square.assign(s);
      weight.assign(weight.value.sub(m.mul(rate).div(s.sqrt().add(1e-7))));
    });
    return loss;
  });
  return Array.from({ length: steps }, () => step().item());
}
