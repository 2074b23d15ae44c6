// Runs every case study and its extensions with the seeds 0 to 9 and writes what came out for the pages of the
// documentation, beside the reference. Run it when the studies or what computes them change:
//   node scripts/case-study-results.mjs            all studies
//   node scripts/case-study-results.mjs dropout    only this one

import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { explain, StepError } from "./lib/say.mjs";
import { ensureBuilt } from "./lib/set-up.mjs";
import { root } from "./lib/workspace.mjs";

/** What the reference calls the numbers of a run. */
const theirNames = {
  trainAccuracy: "train_acc",
  testAccuracy: "test_acc",
  trainLoss: "train_loss",
  testLoss: "test_loss",
  testR2: "r2_test",
};

/** And those of a run that ended early, by patience. */
const theirEnds = {
  trainAccuracy: "train_acc_at_stop",
  testAccuracy: "test_acc_at_stop",
  stopEpoch: "stop_epoch",
  checkpointEpoch: "checkpoint_epoch",
  checkpointAccuracy: "checkpoint_test_acc",
};

try {
  await ensureBuilt((member) => member.folder === "experiments");
  const built = (/** @type {string} */ name) =>
    import(new URL(`../packages/${name}/dist/index.js`, import.meta.url).href);
  const { setEngine } = await built("core");
  const { runStudy, studies } = await built("experiments");
  const golden = join(root, "packages/experiments/test/goldens/case_studies.json");
  /** @type {any[]} */
  const references = JSON.parse(readFileSync(golden, "utf8")).cases;

  const wanted = process.argv.slice(2);
  /** @type {any[]} */
  const chosen = studies.filter(
    (/** @type {any} */ { name }) => wanted.length === 0 || wanted.includes(name),
  );
  if (chosen.length < wanted.length) {
    const known = studies.map((/** @type {any} */ { name }) => name).join(", ");
    throw new StepError(`There is no case study ${wanted.join(" or ")}; there are ${known}.`, { code: 2 });
  }

  // Without fused multiply-add the numbers are the same on every machine.
  setEngine("wasm", { fma: "off" });
  for (const study of chosen) {
    const parts = [];
    for (const part of [undefined, ...study.extensions]) {
      const { name, cases } = await runStudy(study, part);
      parts.push({ name, cases: cases.map((/** @type {any} */ result) => caseOf(result, references)) });
    }
    const file = `apps/docs/src/case-studies/results/${study.name}.json`;
    const seeds = Array.from({ length: 10 }, (_, seed) => seed);
    writeFileSync(join(root, file), `${JSON.stringify({ engine: 'wasm, fma: "off"', seeds, parts })}\n`);
    console.log(`Wrote ${file}`);
  }
} catch (error) {
  process.exitCode = explain(error);
}

/**
 * What a page shows of a case.
 * @param {any} result
 * @param {any[]} references
 */
function caseOf({ spec, outcomes, summary, notFinite }, references) {
  const reference = references.find(({ name }) => name === spec.reference);
  // Every layer has a norm: those of deep networks would be too many, and of the others the pages show the means only.
  const isNorm = (/** @type {string} */ name) => name.startsWith("kernelNorm");
  const numbers = Object.entries(summary)
    .filter(([name]) => summary.kernelNorm3 === undefined || !isNorm(name))
    .map(([name, { mean, sd, values }]) => {
      const theirs = bandOf(name, spec, reference);
      return {
        name,
        mean: rounded(mean),
        sd: rounded(sd),
        ...(isNorm(name) ? {} : { values: values.map(shortest) }),
        ...(theirs === undefined ? {} : { reference: theirs }),
      };
    });
  const message = outcomes.find((/** @type {any} */ { finite }) => !finite)?.message;
  return {
    name: spec.name,
    ...(notFinite === 0 ? {} : { notFinite }),
    ...(message === undefined ? {} : { message }),
    ...(reference?.n_nonfinite_runs > 0 ? { referenceNotFinite: reference.n_nonfinite_runs } : {}),
    numbers,
  };
}

/**
 * Mean, standard deviation and accepted interval of a number in the reference, where it has them.
 * @param {string} name
 * @param {any} spec
 * @param {any} reference
 */
function bandOf(name, spec, reference) {
  if (reference === undefined) return undefined;
  const { stop } = spec;
  const kernel = /^kernelNorm(\d+)$/.exec(name);
  let band;
  if (stop !== undefined) {
    const ends = stop.monitor === "valLoss" ? reference.early_stopping_val_loss : undefined;
    band = ends?.[`patience_${stop.patience}`]?.[theirEnds[/** @type {"stopEpoch"} */ (name)]];
  } else if (kernel !== null) {
    band = reference.kernel_l2_norm_per_layer?.[Number(kernel[1]) - 1];
  } else if (!(name.endsWith("Loss") && isPenalised(spec.network))) {
    // Our losses include penalties as Keras's do, those of the reference do not.
    band = reference[theirNames[/** @type {"testLoss"} */ (name)]];
  }
  if (band === undefined) return undefined;
  const { mean, std, accept_mean_of_10_runs: accept } = band;
  return {
    mean: rounded(mean),
    sd: rounded(std),
    ...(accept === undefined ? {} : { accept: accept.map(rounded) }),
  };
}

/** @param {any} network */
function isPenalised({ hidden, output }) {
  return [...hidden, output].some(({ l1, l2, biasL2 }) => l1 > 0 || l2 > 0 || biasL2 > 0);
}

/**
 * A float32 with as few digits as tell it from every other; anything else with nine.
 * @param {number} value
 */
function shortest(value) {
  for (let digits = 1; digits < 9; digits++) {
    const short = Number(value.toPrecision(digits));
    if (Math.fround(short) === value) return short;
  }
  return Number(value.toPrecision(9));
}

/**
 * What is shown of a mean or a spread.
 * @param {number} value
 */
function rounded(value) {
  return Number(value.toPrecision(6));
}
