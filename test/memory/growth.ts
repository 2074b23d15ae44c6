// What stays of work that is done again and again. Runs with --expose-gc and prints one line of JSON.

import {
  engineMemory,
  jit,
  randomKey,
  randomNormal,
  randomUniform,
  sigmoid,
  type Tensor,
  tensor,
  valueAndGrad,
  variable,
  zeros,
} from "@wellfit/core";

/** What was held when a part of the work was done. */
export interface Mark {
  /** Bytes of JavaScript, typed arrays included. */
  readonly heap: number;
  /** Bytes of the engine's memory, and how many of them are in use. */
  readonly engine: number;
  readonly used: number;
}

/** Marks at a fifth and at the end of each kind of work. */
export type Growth = Readonly<Record<string, readonly [early: Mark, late: Mark]>>;

const collect = (globalThis as unknown as { gc: () => void }).gc;

async function mark(): Promise<Mark> {
  // What is found dead is freed when the event loop turns, which may let go of more.
  for (let i = 0; i < 4; i++) {
    collect();
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  const { bytes, used } = engineMemory();
  return { heap: heapUsed + arrayBuffers, engine: bytes, used };
}

const growth: Record<string, [Mark, Mark]> = {};

async function repeat(name: string, times: number, body: (i: number) => void): Promise<void> {
  let early: Mark | undefined;
  for (let i = 0; i < times; i++) {
    if (i === times / 5) early = await mark();
    body(i);
  }
  growth[name] = [early as Mark, await mark()];
}

// A network of 2-500-1 with Adam, as one program.
const parameter = (value: Tensor) => ({
  value: variable(value),
  mean: variable(zeros(value.shape)),
  square: variable(zeros(value.shape)),
});
const parameters = [
  parameter(randomNormal(randomKey(1), [2, 500])),
  parameter(zeros([500])),
  parameter(randomNormal(randomKey(2), [500, 1], 0, 0.05)),
  parameter(zeros([1])),
];
const step = jit((x: Tensor, y: Tensor) => {
  const loss = ([a, b, c, d]: Tensor[]): Tensor => {
    const hidden = x.matmul(a as Tensor).add(b as Tensor);
    const out = sigmoid(
      hidden
        .relu()
        .matmul(c as Tensor)
        .add(d as Tensor),
    );
    return out.sub(y).square().mean();
  };
  const [value, gradients] = valueAndGrad(loss)(parameters.map((p) => p.value.value));
  parameters.forEach(({ value: weight, mean, square }, i) => {
    const gradient = gradients[i] as Tensor;
    mean.assign(mean.value.mul(0.9).add(gradient.mul(0.1)));
    square.assign(square.value.mul(0.999).add(gradient.square().mul(0.001)));
    weight.assign(weight.value.sub(mean.value.mul(0.001).div(square.value.sqrt().add(1e-7))));
  });
  return value;
});
const x = randomNormal(randomKey(3), [30, 2]);
const y = randomUniform(randomKey(4), [30, 1]);
const few = randomNormal(randomKey(5), [10]);
const [weight] = parameters as [(typeof parameters)[0]];

await repeat("training steps, losses read", 100_000, () => void step(x, y).item());
await repeat("training steps, losses dropped", 100_000, () => void step(x, y));
await repeat("eager operations, never read", 100_000, () => void few.mul(2).add(1));
await repeat("eager operations, read", 100_000, () => void few.mul(2).add(1).data());
let running = few;
await repeat("a running value that nobody reads", 20_000, () => {
  running = running.mul(0.5).add(few);
});
await repeat("variables read", 20_000, () => void weight.value.value.add(1));
await repeat("variables assigned", 10_000, () => void weight.mean.assign(weight.mean.value.mul(0.5)));
await repeat("variables made, used and dropped", 5_000, () => {
  const fresh = variable(few);
  fresh.assign(fresh.value.add(1));
});
await repeat(
  "shapes that are seen once",
  1_000,
  (i) =>
    void zeros([2 + i])
      .add(few.sum())
      .sum()
      .item(),
);

await repeat("numbers that are seen once", 20_000, (i) => void few.mul(i).sum().item());
// The collector's word comes with a turn of the event loop, and these make none.
await repeat("many shapes without a turn of the event loop", 1_500, (i) => {
  tensor(new Float32Array(20_000 + ((i * 7919) % 1009)))
    .add(1)
    .sum()
    .item();
});

// The measure itself: what is held shows.
const held: Tensor[] = [];
await repeat("results that are kept", 20_000, () => void held.push(few.mul(2)));

console.log(JSON.stringify({ growth, losses: [step(x, y).item(), held.length] }));
