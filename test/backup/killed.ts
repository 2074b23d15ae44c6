// Trains in processes that are killed at random moments, each going on from the backup that the one before left, until one comes to
// the end. Prints one line of JSON: what was left each time, and what the end was against a training that ran through.

import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { once } from "node:events";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import {
  adam,
  backupAndRestore,
  dense,
  dropout,
  earlyStopping,
  fromSafetensors,
  modelCheckpoint,
  reduceLrOnPlateau,
  sequential,
  setSeed,
} from "@wellfit/layers";

const EPOCHS = 40;
const noise = (length: number, seed: number) => {
  let state = seed;
  return Float32Array.from({ length }, () => {
    state = (Math.imul(state, 1664525) + 1013904223) | 0;
    return state / 2 ** 31;
  });
};

/** Trains with the backup in a folder and gives a digest of everything at the end. */
async function train(folder: string, pause: number): Promise<string> {
  setSeed(11);
  const model = sequential([
    dense(60, { inputShape: [8], activation: "relu" }),
    dropout(0.2),
    dense(1, { activation: "sigmoid" }),
  ]);
  model.compile({ loss: "binaryCrossentropy", optimizer: adam(), metrics: ["accuracy"] });
  const x = { data: noise(8 * 200, 1), shape: [200, 8] };
  const y = noise(200, 2).map((v) => (v > 0 ? 1 : 0));
  const { history } = await model.fit(x, y, {
    epochs: EPOCHS,
    batchSize: 20,
    validationSplit: 0.25,
    verbose: 0,
    callbacks: [
      earlyStopping({ patience: EPOCHS, restoreBestWeights: true }),
      reduceLrOnPlateau({ patience: 2, factor: 0.5 }),
      modelCheckpoint(`${folder}-best.keras`, { saveBestOnly: true }),
      // So that there is time to be killed in.
      { onBatchEnd: () => (pause > 0 ? new Promise<void>((go) => setTimeout(go, pause)) : undefined) },
      backupAndRestore(folder, { saveFreq: 1 }),
    ],
  });
  const hash = createHash("sha256").update(JSON.stringify(history));
  for (const { data } of [...model.getWeights(), ...model.optimizer.getWeights()])
    hash.update(data as Float32Array);
  return hash.digest("hex");
}

if (process.argv.includes("train")) {
  console.log("begun");
  console.log(await train("killed", 1));
} else {
  const expected = await train("whole", 0);
  const broken: string[] = [];
  const reached: number[] = [];
  let kills = 0;
  let ended: string | undefined;
  for (let i = 0; ended === undefined && i < 200; i++) {
    const child = spawn(process.execPath, [process.argv[1] as string, "train"], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    let output = "";
    child.stdout.on("data", (text) => {
      output += text;
    });
    await once(child.stdout, "data");
    if (kills < 20) {
      await new Promise((go) => setTimeout(go, Math.random() * 250));
      child.kill("SIGKILL");
    }
    const [code] = await once(child, "close");
    if (code !== null) {
      ended = code === 0 ? output.trim().split("\n").at(-1) : `code ${code}`;
      break;
    }
    kills++;
    if (!existsSync("killed/backup.safetensors")) continue;
    try {
      const arrays = fromSafetensors(readFileSync("killed/backup.safetensors"));
      const text = new TextDecoder().decode(arrays.state?.data as Uint8Array);
      const { progress } = JSON.parse(text);
      reached.push(progress.epoch * 8 + progress.batch);
    } catch (error) {
      broken.push((error as Error).message);
    }
  }
  const left = readdirSync(".").filter((file) => !file.endsWith(".csv"));
  console.log(JSON.stringify({ kills, broken, reached, same: ended === expected, ended, left }));
}
