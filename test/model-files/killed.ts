// Saves a model again and again in processes that are killed, and looks at what they leave. Prints one line of JSON.

import { spawn } from "node:child_process";
import { once } from "node:events";
import { readdirSync } from "node:fs";
import { adam, dense, loadModel, sequential } from "@wellfit/layers";

const files = ["model.keras", "model.h5", "model.weights.h5", "model.safetensors"];

const make = () => {
  const model = sequential([dense(300, { inputShape: [40] }), dense(1)]);
  model.compile({ loss: "mse", optimizer: adam() });
  return model;
};

if (process.argv.includes("save")) {
  const model = make();
  for (let i = 0; ; i++) {
    // All numbers of a file are the same, so that half of one and half of another would be seen.
    model.setWeights(
      model.getWeights().map(({ shape, data }) => ({ shape, data: Float32Array.from(data, () => i) })),
    );
    await model.save("model.keras");
    await model.save("model.h5");
    await model.saveWeights("model.weights.h5");
    await model.saveWeights("model.safetensors");
    if (i === 0) console.log("begun");
  }
}

const broken: string[] = [];
const reached: number[] = [];
for (let i = 0; i < 20; i++) {
  const child = spawn(process.execPath, [process.argv[1] as string, "save"], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  await once(child.stdout, "data");
  await new Promise((resolve) => setTimeout(resolve, Math.random() * 150));
  child.kill("SIGKILL");
  await once(child, "close");
  for (const file of files) {
    try {
      const whole = /^model\.(keras|h5)$/.test(file);
      const model = whole ? await loadModel(file) : make();
      if (!whole) await model.loadWeights(file);
      const values = new Set(model.getWeights().flatMap(({ data }) => Array.from(data as Float32Array)));
      if (values.size !== 1) broken.push(`${file}: ${[...values].slice(0, 3)}`);
      reached.push(...values);
    } catch (error) {
      broken.push(`${file}: ${(error as Error).message}`);
    }
  }
}
console.log(
  JSON.stringify({ broken, reached, left: readdirSync(".").filter((file) => !file.endsWith(".csv")) }),
);
