import { toJsonText } from "../../files/json";
import { type Html, html } from "../../report/html";
import { pageOf } from "../../report/shell";
import { style } from "../../report/style";
import { settingsLine } from "../provenance";
import { outsideOf } from "../reference";
import { notFiniteOf } from "../tell";
import { boxes, chains, curves, gradients, grids, norms } from "./charts";
import type { StudyReport } from "./study-report";
import { chainTable, detailTable, normTable, scoreTable } from "./tables";

type Section = (report: StudyReport) => Html | undefined;

const titled = (id: string, title: string, pictures: readonly Html[], words: Html): Html | undefined =>
  pictures.length === 0 ? undefined : html`<h2 id="${id}">${title}</h2>\n<p>${words}</p>\n${pictures}`;

const head: Section = ({ found, result, settings }) => html`<h1>${
  found.extension === undefined ? result.title : `${found.study.title}: ${result.title}`
}</h1>
<p><b>${result.question}</b></p>
<p class="soft">${settingsLine(settings, result)}</p>`;

const setUp: Section = ({ found }) => html`<h2 id="set-up">Set-up</h2>
<p>${found.study.setUp}</p>
${
  found.extension !== undefined &&
  html`<p>This extension compares: ${found.extension.cases.map(({ name }) => name).join("; ")}.</p>`
}`;

const resultSection: Section = ({ result, beside }) => {
  const { cases } = result;
  if (result.chains !== undefined) {
    return html`<h2 id="result">Result</h2>\n${chainTable(result.chains)}\n${chains(result.chains)}`;
  }
  const compared = beside.some((one) => one.compared.length > 0);
  const outside = cases.flatMap(({ spec }, i) => outsideOf(spec.name, beside[i]!));
  return html`<h2 id="result">Result</h2>
${scoreTable(cases, beside)}
<p class="soft">Mean ± standard deviation over the runs; the interval is that of the mean by Student's t.${
    compared &&
    " The reference is the mean of 30 runs of another implementation; inside are cases whose means all lie where they are accepted."
  }</p>
${outside.length > 0 && html`<ul>${outside.map((text) => html`<li>Outside: ${text}.</li>`)}</ul>`}
${notFiniteOf(result).map((text) => html`<p>${text}</p>`)}
${detailTable(cases)}
<p class="soft">Losses hold the penalties.</p>`;
};

const runs: Section = ({ result, beside }) =>
  titled(
    "runs",
    "Every run",
    result.chains === undefined ? boxes(result.cases, beside) : [],
    html`What the seed alone makes, beside what the cases make.`,
  );

const grid: Section = ({ result }) =>
  titled("grid", "Over the grid", grids(result), html`The mean of the runs, and how sure it is.`);

const learning: Section = ({ result }) =>
  titled(
    "curves",
    "Learning curves",
    curves(result.cases),
    html`The first run of each case. Validation stands for the rows that choose the epoch.`,
  );

const weights: Section = ({ result }) =>
  result.cases.every(({ summary }) => summary.kernelNorm1 === undefined)
    ? undefined
    : html`<h2 id="norms">How large the weights are</h2>
<p>The Frobenius norm of each layer's kernel after training, the mean of the runs ± a standard deviation. The last kernel is that of the output.</p>
${norms(result.cases)}
${normTable(result.cases)}`;

const slopes: Section = ({ result }) =>
  titled(
    "gradients",
    "Gradients of each layer",
    gradients(result.cases),
    html`The norm of the gradient for each layer's kernel over all training rows. The last layer is the output.`,
  );

const decisions: Section = ({ boundaries, settings }) =>
  boundaries.length === 0
    ? undefined
    : html`<h2 id="boundaries">What the networks decide</h2>
<p>The network of seed ${settings.firstSeed} after training, with test points, 200 at most; the title has its test accuracy.</p>
<div class="pictures">${boundaries.map(({ picture }) => html`<figure>${picture}</figure>`)}</div>`;

const conclusion: Section = ({ result }) => html`<h2 id="conclusion">Conclusion</h2>
<p>${result.conclusion}</p>`;

const repeat: Section = ({ command, versions, found, result }) => html`<h2 id="repeat">How to repeat it</h2>
<pre>${command}</pre>
<p>The same seeds give the same numbers${
  result.chains === undefined && versions.fma === "auto" && " on a machine of this kind"
}.</p>
<p class="soft">${Object.entries(versions)
  .map(([name, version]) => `${name} ${version}`)
  .join(", ")}.</p>
<details><summary>The configuration of every case</summary><pre>${toJsonText(
  found.extension?.cases ?? found.study.chains ?? found.study.cases,
)}</pre></details>`;

const sections: readonly Section[] = [
  head,
  setUp,
  resultSection,
  runs,
  grid,
  learning,
  weights,
  slopes,
  decisions,
  conclusion,
  repeat,
];

const pictures = `
.pictures { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 21rem), 1fr)); gap: 1rem; }
.pictures figure { margin: 0; }
.scroll th[scope="row"] { min-width: 8.5rem; }
@media (max-width: 44rem) { .scroll th[scope="row"] { min-width: 7rem; } }
`;

/** A study as one page of HTML. */
export const renderStudy = (report: StudyReport): string =>
  pageOf({
    wellfit: report.versions.wellfit ?? "",
    title: `${report.result.title} · wellfit case study`,
    style: style + pictures,
    sections: sections.flatMap((section) => section(report) ?? []),
  });
