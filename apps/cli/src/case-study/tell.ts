import type { CaseResult, ChainResult, StudyResult } from "@wellfit/experiments";
import type { Say } from "../terminal/say";
import { alignColumns, count, short } from "../terminal/wording";
import {
  details,
  intervalOf,
  kernelMeasures,
  type Measure,
  meanAndSd,
  presentIn,
  scores,
  titleOf,
} from "./measures";
import { type Beside, outsideOf, referenceScore, verdictOf } from "./reference";

/** Breaks a text into lines of at most so many letters. */
const wrap = (text: string, width = 100): string =>
  text.replace(new RegExp(`(.{1,${width}})( +|$)`, "g"), "$1\n").trimEnd();

const scoreTable = (cases: readonly CaseResult[], beside: readonly Beside[]): string[][] => {
  const shown = presentIn(cases, scores);
  const compared = beside.some(({ values }) => values !== undefined);
  const several = cases.some(({ seeds }) => seeds.length > 1);
  const differ = new Set(cases.map(({ seeds }) => seeds.length)).size > 1;
  const rows = cases.map((one, i) => [
    one.spec.name,
    ...(differ ? [String(one.seeds.length)] : []),
    ...(one.notFinite === one.seeds.length
      ? shown.flatMap((_, j) => [j === 0 ? "not finite" : "", ...(several ? [""] : [])])
      : shown.flatMap((measure) => [
          meanAndSd(measure, one),
          ...(several ? [intervalOf(measure, one)] : []),
        ])),
    ...(compared ? [referenceScore(beside[i]!), verdictOf(beside[i]!)] : []),
  ]);
  return [
    [
      "case",
      ...(differ ? ["runs"] : []),
      ...shown.flatMap(({ title }) => [title, ...(several ? ["95% interval"] : [])]),
      ...(compared ? ["reference", ""] : []),
    ],
    ...rows,
  ];
};

const detailTable = (cases: readonly CaseResult[]): string[][] => {
  const shown: Measure[] = presentIn(cases, details);
  const kernels = kernelMeasures(cases);
  const norms = ({ summary }: CaseResult): string =>
    kernels.flatMap(({ name, write }) => (summary[name] ? [write(summary[name].mean)] : [])).join(" · ");
  return [
    ["case", ...shown.map(({ title }) => title), ...(kernels.length > 0 ? ["kernel norms"] : [])],
    ...cases.map((one) => [
      one.spec.name,
      ...shown.map((measure) => meanAndSd(measure, one)),
      ...(kernels.length > 0 ? [norms(one)] : []),
    ]),
  ];
};

const chainTable = (chains: readonly ChainResult[]): string[][] => [
  [
    "kernel",
    "norm of the input",
    "after layer 10",
    "after layer 40",
    "gradient of the input",
    "of the output",
  ],
  ...chains.map(({ name, activationNorms: norms, gradientNorms: slopes }) => [
    name,
    ...[norms[0], norms[10], norms.at(-1), slopes[0], slopes.at(-1)].map((value) => short(value ?? null)),
  ]),
];

const tellTable = (say: Say, rows: readonly (readonly string[])[]): void => {
  const [head, ...lines] = alignColumns(rows);
  say.line(say.colours.dim(head ?? ""));
  for (const line of lines) say.line(line);
};

/** Why runs are not finite, once for each case that has such runs. */
export const notFiniteOf = ({ cases }: StudyResult): string[] =>
  cases.flatMap(({ spec, notFinite, seeds, outcomes }) => {
    const message = outcomes.find(({ finite }) => !finite)?.message;
    return message === undefined
      ? []
      : [`${spec.name}: ${notFinite} of ${count(seeds.length, "run")} not finite. ${message}`];
  });

/** Prints the scores of a study beside the reference's, and what lies outside its intervals. */
export const tellScores = (say: Say, result: StudyResult, beside: readonly Beside[]): void => {
  if (result.chains !== undefined) tellTable(say, chainTable(result.chains));
  else tellTable(say, scoreTable(result.cases, beside));
  const outside = result.cases.flatMap(({ spec }, i) => outsideOf(spec.name, beside[i]!));
  for (const text of outside) say.line(say.colours.yellow(wrap(`outside: ${text}`)));
};

const tellCompared = (say: Say, beside: readonly Beside[]): void => {
  const names = [...new Set(beside.flatMap(({ compared }) => compared.map(({ name }) => titleOf(name))))];
  if (names.length === 0) return;
  const verdict = beside.every((one) => verdictOf(one) !== "outside")
    ? "all inside its intervals"
    : "not all inside its intervals";
  say.line(say.colours.dim(`\n${wrap(`compared with the reference by ${names.join(", ")}: ${verdict}`)}`));
};

/** Prints a study: what was asked, the tables, what to conclude. */
export const tellStudy = (
  say: Say,
  result: StudyResult,
  beside: readonly Beside[],
  about: { readonly setUp: string; readonly how: string },
): void => {
  const { bold, dim } = say.colours;
  say.line(bold(`${result.title} (${result.name})`));
  say.line(wrap(result.question));
  say.line(`\n${wrap(about.setUp)}`);
  say.line(dim(`${about.how}\n`));
  tellScores(say, result, beside);
  if (result.chains === undefined) {
    say.line();
    tellTable(say, detailTable(result.cases));
    say.line(dim("losses hold the penalties"));
  }
  for (const text of notFiniteOf(result)) say.line(`\n${wrap(text)}`);
  tellCompared(say, beside);
  say.line(`\n${bold("Conclusion")}\n${wrap(result.conclusion)}`);
};
