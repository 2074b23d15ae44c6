import type { CaseResult, ChainResult } from "@wellfit/experiments";
import { type Html, html } from "../../report/html";
import { tableOf } from "../../report/table";
import { short } from "../../terminal/wording";
import { details, intervalOf, kernelMeasures, type Measure, meanAndSd, presentIn, scores } from "../measures";
import { type Beside, referenceScore, verdictOf } from "../reference";

const verdict = (beside: Beside): Html => {
  const word = verdictOf(beside);
  return word === "inside" ? html`<b class="good">inside</b>` : html`<b class="bad">${word}</b>`;
};

/** Accuracy or R² beside the reference's. */
export const scoreTable = (cases: readonly CaseResult[], beside: readonly Beside[]): Html => {
  const shown = presentIn(cases, scores);
  const compared = beside.some(({ values }) => values !== undefined);
  return tableOf(
    [
      "case",
      "#runs",
      ...shown.flatMap(({ title }) => [`#${title}`, "#95% interval"]),
      ...(compared ? ["#reference", ""] : []),
    ],
    cases.map((one, i) => [
      one.spec.name,
      one.notFinite === 0 ? one.seeds.length : `${one.seeds.length}, ${one.notFinite} not finite`,
      ...shown.flatMap((measure) => [meanAndSd(measure, one), intervalOf(measure, one)]),
      ...(compared ? [referenceScore(beside[i]!), verdict(beside[i]!)] : []),
    ]),
  );
};

const measureTable = (cases: readonly CaseResult[], shown: readonly Measure[]): Html =>
  tableOf(
    ["case", ...shown.map(({ title }) => `#${title}`)],
    cases.map((one) => [one.spec.name, ...shown.map((measure) => meanAndSd(measure, one))]),
  );

/** Losses and epochs. */
export const detailTable = (cases: readonly CaseResult[]): Html =>
  measureTable(cases, presentIn(cases, details));

/** The norm of each layer's kernel. */
export const normTable = (cases: readonly CaseResult[]): Html => measureTable(cases, kernelMeasures(cases));

/** Norms along a chain. */
export const chainTable = (chains: readonly ChainResult[]): Html => {
  const places = [0, 1, 10, 20, 40];
  const rows = (part: "activationNorms" | "gradientNorms", what: string): string[][] =>
    chains.map((chain) => [
      `${chain.name}, ${what}`,
      ...places.map((layer) => short(chain[part][layer] ?? Number.NaN)),
    ]);
  return tableOf(
    ["kernel", ...places.map((layer) => (layer === 0 ? "#input" : `#layer ${layer}`))],
    [...rows("activationNorms", "forward"), ...rows("gradientNorms", "gradient")],
  );
};
