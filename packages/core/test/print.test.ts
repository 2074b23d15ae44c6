import { beforeAll, expect, test } from "vitest";
import {
  gradients,
  jit,
  ones,
  printGraph,
  printKernels,
  setEngine,
  type Tensor,
  tensor,
  variable,
} from "../src/index";

beforeAll(() => setEngine("wasm", { fma: "off" }));

/** Cells are numbered as they are made, which depends on what ran before. */
const steady = (text: string): string => {
  const seen = new Map<string, number>();
  return text.replace(/#(\d+)/g, (_, id: string) => {
    if (!seen.has(id)) seen.set(id, seen.size);
    return `#${seen.get(id)}`;
  });
};

const dense = (x: Tensor, w: Tensor, b: Tensor): Tensor => x.matmul(w).add(b).relu();
const operands = [
  tensor([
    [1, 2],
    [3, 4],
  ]),
  tensor([
    [1, 2, 3],
    [4, 5, 6],
  ]),
  tensor([1, 2, 3]),
] as const;

test("the graph of a dense layer", () => {
  expect(printGraph(dense, ...operands)).toMatchSnapshot();
});

test("the kernels of a dense layer: one product with its bias and relu inside", () => {
  const text = printKernels(dense, ones([30, 8]), ones([8, 500]), ones([500]));
  expect(text).toMatchSnapshot();
  expect(text.match(/^kernel/gm)).toHaveLength(1);
});

/** One step of Adam on the mean square of a linear model. */
function adamStep(): (x: Tensor, y: Tensor) => Tensor {
  const weight = variable([[1], [2], [3]], { name: "weight" });
  const m = variable([[0], [0], [0]], { name: "m" });
  const v = variable([[0], [0], [0]], { name: "v" });
  return (x, y) => {
    const loss = x.matmul(weight.value).sub(y).square().mean();
    const [g] = gradients(loss, [weight.value]) as [Tensor];
    m.assign(m.value.mul(0.9).add(g.mul(0.1)));
    v.assign(v.value.mul(0.999).add(g.square().mul(0.001)));
    weight.assign(weight.value.sub(m.value.mul(0.01).div(v.value.sqrt().add(1e-7))));
    return loss;
  };
}

const batch = [
  tensor([
    [1, 2, 3],
    [4, 5, 6],
  ]),
  tensor([[1], [2]]),
] as const;

test("the graph of an update names the variables", () => {
  const text = printGraph(adamStep(), ...batch);
  expect(steady(text)).toMatchSnapshot();
  expect(text).toContain("weight <- ");
});

test("the kernels of an update write the variables in place", () => {
  const text = steady(printKernels(adamStep(), ...batch));
  expect(text).toMatchSnapshot();
  expect(text).not.toContain("copy");
});

test("a tensor, a jitted function and a reduction print too", () => {
  expect(
    printGraph(
      tensor([1, 2])
        .mul(tensor([3, 4]))
        .sum(),
    ),
  ).toMatchSnapshot();
  const f = jit((x: Tensor) => x.mul(2).add(1).sum(), { name: "total" });
  expect(printKernels(f, tensor([1, 2, 3]))).toMatchSnapshot();
  expect(f.traces).toBe(1);
  expect(f.program(tensor([1, 2, 3])).outputs).toHaveLength(1);
});

test("the reference engine says that it interprets", () => {
  setEngine("reference");
  expect(printKernels((x: Tensor) => x.mul(2), tensor([1, 2]))).toMatchSnapshot();
  setEngine("wasm", { fma: "off" });
});
