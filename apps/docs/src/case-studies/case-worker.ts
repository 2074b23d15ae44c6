// The thread that trains the cases of a study. The page asks, this answers; see ../training/messages.ts.

import { setEngine } from "@wellfit/core";
import { type CaseData, type CaseSpec, findStudy, type Rows, runCase } from "@wellfit/experiments";
import type { Sequential } from "@wellfit/layers";
import { reporter } from "../training/reporter";
import { tell as send, servePage } from "../training/serve-page";
import type { CasePoints, Order, Points, Told } from "./messages";

let models: Sequential[] = [];

const tell = (reply: Told): void => send(reply);

function specOf({ part }: Order, name: string): CaseSpec {
  const { study, extension } = findStudy(part);
  const { cases } = extension ?? study;
  const spec = cases.find((one) => one.name === name);
  if (spec !== undefined) return spec;
  const known = cases.map((one) => one.name).join(", ");
  throw new RangeError(`The study ${part} has no case ${JSON.stringify(name)}; it has ${known}.`);
}

function pointsOf({ train, test }: CaseData): CasePoints | undefined {
  if (train.x.shape[1] !== 2) return undefined;
  const points = ({ x, y }: Rows): Points => ({
    x: { data: Float64Array.from(x.data), shape: x.shape },
    labels: Float64Array.from(y.data),
  });
  return { train: points(train), test: points(test) };
}

async function train(spec: CaseSpec, at: number, seed: number, signal: AbortSignal): Promise<void> {
  const report = reporter((curves) => tell({ kind: "progress", at, curves }));
  try {
    // The curves of the held-out rows are drawn; judging them after an epoch does not change what is learned.
    const { curves: _, ...outcome } = await runCase({ ...spec, curves: true }, seed, {
      signal,
      onEpoch: (_epoch, logs) => report.add(logs),
      onModel(model, data) {
        models[at] = model;
        const points = pointsOf(data);
        tell({ kind: "progress", at, ...(points === undefined ? {} : { points }) });
      },
    });
    report.flush();
    tell({ kind: "progress", at, outcome });
  } finally {
    report.flush();
  }
}

servePage<Order>({
  network: (at) => models[at],
  async train(order, signal) {
    // Without fused multiply-add the numbers are the same on every machine.
    setEngine("wasm", { fma: "off" });
    models = [];
    for (const [at, name] of order.cases.entries()) {
      signal.throwIfAborted();
      await train(specOf(order, name), at, order.seed, signal);
    }
    tell({ kind: "done" });
  },
});
