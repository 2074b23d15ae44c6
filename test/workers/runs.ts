// What worker threads run in the test beside this folder.

import { existsSync, writeFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { threadId } from "node:worker_threads";
import { setEngine, tensor } from "@wellfit/core";
import { makeMoons } from "@wellfit/data";
import { dense, dropout, sequential, setSeed } from "@wellfit/layers";

interface Context {
  readonly options: { readonly folder: string; readonly units: number };
}

/** Trains a small network. */
export async function train(seed: number, { options }: Context): Promise<Record<string, number>> {
  const { x, y } = makeMoons({ nSamples: 80, noise: 0.2, randomState: 1 });
  setSeed(seed);
  const model = sequential([
    dense(options.units, { inputShape: [2], activation: "relu" }),
    dropout(0.2),
    dense(1, { activation: "sigmoid" }),
  ]);
  model.compile({ loss: "binaryCrossentropy", optimizer: "adam", metrics: ["accuracy"] });
  await model.fit(x, y, { epochs: 20, verbose: 0 });
  const { loss, accuracy } = await model.evaluate(x, y);
  return { loss, accuracy: accuracy as number };
}

/** The first seed ends when the last one has. */
export async function backwards(seed: number, { options: { folder } }: Context): Promise<number> {
  const file = `${folder}/last`;
  if (seed === 5) writeFileSync(file, "");
  while (seed === 0 && !existsSync(file)) await sleep(5);
  return seed * 10;
}

let runs = 0;

/** Which thread it was, and which run of it. */
export async function whoRuns(): Promise<Record<string, number>> {
  await sleep(10);
  return { thread: threadId, run: ++runs };
}

const firstTime = (folder: string, seed: number): boolean => {
  const file = `${folder}/died-${seed}`;
  if (existsSync(file)) return false;
  writeFileSync(file, "");
  return true;
};

/** Ends its thread the first time, in three ways. */
export async function diesOnce(seed: number, { options: { folder } }: Context): Promise<number> {
  if (seed % 3 === 0 && firstTime(folder, seed)) {
    if (seed % 2 === 0) process.exit(5);
    setTimeout(() => {
      throw new Error("nobody catches this");
    });
    await sleep(10_000);
  }
  return seed;
}

/** Ends its thread every time. */
export const diesAlways = (seed: number): number => (seed === 2 ? process.exit(7) : seed);

/** Needs more memory than there is, the first time. */
export function fillsMemory(seed: number, { options: { folder } }: Context): number {
  if (seed === 1 && firstTime(folder, seed)) {
    const held: number[][] = [];
    for (;;) held.push(Array.from({ length: 10_000 }, (_, i) => i + 0.5));
  }
  return seed;
}

/** Never ends and never waits. */
export function endless(): never {
  for (;;);
}

/** Throws with two seeds, the earlier one later. */
export async function throws(seed: number): Promise<number> {
  if (seed === 1) {
    await sleep(200);
    throw new RangeError("one is too few");
  }
  if (seed === 2) throw new RangeError("two is too many");
  return seed;
}

/** For searches with cross-validation: of a fold, the rows come along. */
export function score(
  { a, b }: { a: number; b: string },
  seed: number,
  { fold }: { fold: { index: number; rows: { test: Int32Array } } },
): number {
  if (a === 3 && seed === 1) throw Object.assign(new Error("no longer finite"), { name: "NonFiniteError" });
  return a * 10 + b.length + seed / 100 + (fold.rows.test[0] as number) / 1000 + fold.index / 10_000;
}

/** Computes with an engine of its own choice. */
export function onReference(seed: number): number {
  setEngine("reference");
  return tensor([seed]).add(1).item();
}
