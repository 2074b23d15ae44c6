// Runs every case study and its extensions with the seeds 0 to 9, or as many as a case needs, and writes what came out for the pages of the
// documentation, beside the reference. Run it when the studies or what computes them change:
//   node scripts/case-study-results.mjs            all studies
//   node scripts/case-study-results.mjs dropout    only this one

import { writeFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { explain, StepError } from "./lib/say.mjs";
import { ensureBuilt } from "./lib/set-up.mjs";
import { root } from "./lib/workspace.mjs";

const usualSeeds = Array.from({ length: 10 }, (_, seed) => seed);

try {
  await ensureBuilt((member) => member.folder === "experiments");
  const built = (/** @type {string} */ name) =>
    import(new URL(`../packages/${name}/dist/index.js`, import.meta.url).href);
  const { setEngine } = await built("core");
  const { runStudy, shareRuns, studies, studyWorkers } = await built("experiments");
  const besides = await import(new URL("../packages/experiments/dist/references.js", import.meta.url).href);

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
  const workers = studyWorkers(availableParallelism());
  try {
    for (const study of chosen) {
      /** @type {any[]} */
      const specs = [study, ...study.extensions].flatMap(({ cases }) => cases);
      const runSeeds = shareRuns(specs, workers.runSeeds);
      /** @type {{ name: string, cases: any[] }[]} */
      const parts = [];
      /** @type {Record<string, Record<string, object>>} */
      const gradients = {};
      let [chains, provenance] = [undefined, undefined];
      for (const part of [undefined, ...study.extensions]) {
        const result = await runStudy(study, part, { runSeeds });
        chains ??= result.chains;
        provenance ??= result.provenance;
        const cases = result.cases.map((/** @type {any} */ one) => caseOf(one, besides));
        for (const { spec, outcomes } of result.cases) {
          const found = gradientsOf(outcomes);
          if (found !== undefined) gradients[result.name] = { ...gradients[result.name], [spec.name]: found };
        }
        parts.push({ name: result.name, cases: cases.map((/** @type {any} */ one) => onceOnly(one, parts)) });
      }
      write(study.name, { provenance, seeds: usualSeeds, parts, chains });
      if (Object.keys(gradients).length > 0) write(`${study.name}-gradients`, gradients);
    }
  } finally {
    await workers.close();
  }
} catch (error) {
  process.exitCode = explain(error);
}

/**
 * @param {string} name
 * @param {object} content
 */
function write(name, content) {
  const file = `apps/docs/src/case-studies/results/${name}.json`;
  writeFileSync(join(root, file), `${JSON.stringify(content)}\n`);
  console.log(`Wrote ${file}`);
}

/**
 * What a page shows of a case.
 * @param {any} result
 * @param {{ compareWithReference: Function, referenceOf: Function, references: any }} besides
 */
function caseOf(result, { compareWithReference, referenceOf, references }) {
  const { spec, seeds, outcomes, summary, notFinite } = result;
  const theirs = referenceOf(spec) ?? {};
  /** @type {any[]} */
  const compared = compareWithReference(result);
  // Every layer has a norm: those of deep networks would be too many, and of the others the pages show the means only.
  const isNorm = (/** @type {string} */ name) => name.startsWith("kernelNorm");
  const numbers = Object.entries(summary)
    .filter(([name]) => summary.kernelNorm3 === undefined || !isNorm(name))
    .map(([name, { mean, sd, values }]) => {
      const accept = compared.find((one) => one.name === name)?.accept;
      return {
        name,
        mean: rounded(mean),
        sd: rounded(sd),
        ...(isNorm(name) ? {} : { values: values.map(shortest) }),
        ...(name in theirs && isComparable(name, spec) ? { reference: bandOf(theirs[name], accept) } : {}),
      };
    });
  const message = outcomes.find((/** @type {any} */ { finite }) => !finite)?.message;
  const stopped = references[spec.reference]?.notFinite ?? 0;
  return {
    name: spec.name,
    ...(seeds.length === usualSeeds.length ? {} : { seeds }),
    ...(notFinite === 0 ? {} : { notFinite }),
    ...(message === undefined ? {} : { message }),
    ...(stopped > 0 ? { referenceNotFinite: stopped } : {}),
    numbers,
  };
}

/**
 * A case that another part has as well, with the same numbers, is written there only.
 * @param {any} one
 * @param {{ name: string, cases: any[] }[]} parts
 */
function onceOnly(one, parts) {
  for (const { name, cases } of parts) {
    if (cases.some((other) => JSON.stringify(other) === JSON.stringify(one)))
      return { name: one.name, as: name };
  }
  return one;
}

/**
 * The mean norms of the gradients; of many epochs those that a log scale has room for.
 * @param {any[]} outcomes
 */
function gradientsOf(outcomes) {
  const runs = outcomes.flatMap(({ gradientNorms }) => (gradientNorms === undefined ? [] : [gradientNorms]));
  if (runs.length === 0) return undefined;
  const all = Object.keys(runs[0]).map(Number);
  const last = all.at(-1);
  let before = -1;
  const epochs = all.filter((epoch) => {
    if (all.length > 60 && epoch !== last && Math.log(1 + epoch) < Math.log(1 + before) + 0.09) return false;
    before = epoch;
    return true;
  });
  const layers = runs[0][epochs[0] ?? 0].map((/** @type {unknown} */ _, /** @type {number} */ layer) =>
    epochs.map((epoch) => {
      const sum = runs.reduce((total, run) => total + run[epoch][layer], 0);
      return Number((sum / runs.length).toPrecision(4));
    }),
  );
  return { epochs, layers };
}

/**
 * Our losses include penalties as Keras's do, those of the reference do not.
 * @param {string} name
 * @param {any} spec
 */
function isComparable(name, { network: { hidden, output } }) {
  const penalised = [...hidden, output].some(({ l1, l2, biasL2 }) => l1 > 0 || l2 > 0 || biasL2 > 0);
  return !(penalised && name.endsWith("Loss"));
}

/**
 * @param {{ mean: number, sd: number }} value
 * @param {number[] | undefined} accept
 */
function bandOf({ mean, sd }, accept) {
  return {
    mean: rounded(mean),
    sd: rounded(sd),
    ...(accept === undefined ? {} : { accept: accept.map(rounded) }),
  };
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
