// The checks of the house by name, and how their findings are shown.
//   node scripts/check/index.mjs            all
//   node scripts/check/index.mjs arrows     one

import { isMain } from "../lib/run.mjs";
import { root } from "../lib/workspace.mjs";
import { checkArrows } from "./arrows.mjs";
import { checkCircles } from "./circles.mjs";
import { checkComments } from "./comments.mjs";
import { checkManifests } from "./manifests.mjs";
import { checkWords } from "./words.mjs";

/** @typedef {import("./sources.mjs").Finding} Finding */

/** @type {Record<string, (base: string) => Finding[]>} */
export const houseChecks = {
  arrows: checkArrows,
  circles: checkCircles,
  comments: checkComments,
  words: checkWords,
  manifests: checkManifests,
};

/**
 * Findings as lines that editors and terminals can follow: `file:line message`.
 * @param {readonly Finding[]} findings
 * @returns {string}
 */
export function format(findings) {
  return findings
    .map(({ file, line, message }) => `${file}${line === undefined ? "" : `:${line}`} ${message}`)
    .join("\n");
}

if (isMain(import.meta.url)) {
  const wanted = process.argv.slice(2);
  const unknown = wanted.filter((name) => houseChecks[name] === undefined);
  if (unknown.length > 0) {
    console.error(
      `There is no check ${unknown.join(", ")}; there are ${Object.keys(houseChecks).join(", ")}.`,
    );
    process.exitCode = 2;
  } else {
    for (const [name, check] of Object.entries(houseChecks)) {
      if (wanted.length > 0 && !wanted.includes(name)) continue;
      const findings = check(root);
      console.log(
        findings.length === 0
          ? `${name}: nothing found`
          : `${name}: ${findings.length} found\n${format(findings)}`,
      );
      if (findings.length > 0) process.exitCode = 1;
    }
  }
}
