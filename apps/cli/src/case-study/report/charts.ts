import type { CaseResult, ChainResult, Outcome, StudyResult } from "@wellfit/experiments";
import { boxPlots, gradientNorms, learningCurves, lineWithBand, normBars } from "@wellfit/viz";
import { twice } from "../../report/charts";
import { type Html, html } from "../../report/html";
import { kernelMeasures } from "../measures";
import type { Beside } from "../reference";

const sides = [800, 340] as const;

const judged = [
  ["testAccuracy", "Test accuracy"],
  ["testR2", "Test R²"],
  ["testLoss", "Test loss"],
] as const;

/** Two scales of loss cannot share an axis: only cases with targets of one scale are drawn together. */
const canCompareLoss = (cases: readonly CaseResult[]): boolean =>
  new Set(cases.map(({ spec }) => JSON.stringify(spec.data.scaleY))).size === 1;

const isShown = (name: string, cases: readonly CaseResult[]): boolean =>
  cases.some(({ summary }) => summary[name] !== undefined) && (name !== "testLoss" || canCompareLoss(cases));

/** What the runs of every case gave. */
export const boxes = (cases: readonly CaseResult[], beside: readonly Beside[]): Html[] =>
  judged
    .filter(([name]) => isShown(name, cases))
    .map(([name, title]) =>
      twice(
        (options) =>
          boxPlots(
            cases.map(({ spec, outcomes }, i) => ({
              name: spec.name,
              values: outcomes.map((outcome) => outcome[name] ?? Number.NaN),
              // Losses of the reference leave the penalties out.
              ...(name === "testLoss" ? {} : { reference: beside[i]?.values?.[name]?.mean }),
            })),
            { ...options, title, valueLabel: title },
          ),
        `box-${name}`,
        sides,
      ),
    );

/** Mean and interval over the grid of an extension. */
export const grids = ({ grid, cases }: StudyResult): Html[] => {
  if (grid === undefined) return [];
  return judged
    .filter(([name]) => isShown(name, cases))
    .map(([name, title]) => {
      const of = (value: (summary: NonNullable<CaseResult["summary"][string]>) => number): number[] =>
        cases.map(({ summary }) => (summary[name] === undefined ? Number.NaN : value(summary[name])));
      const series = {
        name: "mean",
        x: grid.values,
        mean: of(({ mean }) => mean),
        low: of(({ interval }) => interval[0]),
        high: of(({ interval }) => interval[1]),
      };
      return twice(
        (options) =>
          lineWithBand([series], {
            ...options,
            title: `${title} over the grid`,
            xLabel: grid.label,
            yLabel: title,
          }),
        `grid-${name}`,
        sides,
      );
    });
};

const curvesOf = (
  { spec }: CaseResult,
  outcome: Outcome,
  metric: "loss" | "accuracy",
  id: string,
): Html | undefined => {
  const { curves, stopped, seed } = outcome;
  if (curves === undefined || curves[metric] === undefined) return undefined;
  const validation = metric === "loss" ? "valLoss" : "valAccuracy";
  const marked = spec.stop === undefined || spec.stop.monitor === validation;
  return twice(
    (options) =>
      learningCurves(
        { [metric]: curves[metric] ?? [], [validation]: curves[validation] ?? [] },
        {
          ...options,
          title: `${spec.name}, seed ${seed}: ${metric}`,
          ...(stopped === undefined
            ? { bestEpoch: false as const }
            : { ...(marked ? { bestEpoch: stopped.bestEpoch } : {}), stoppedEpoch: stopped.stopEpoch }),
        },
      ),
    id,
    sides,
  );
};

/** Loss, and accuracy where it is watched, over the epochs of the first run of each case that keeps them. */
export const curves = (cases: readonly CaseResult[]): Html[] =>
  cases.flatMap((one, i) => {
    const first = one.outcomes.find((outcome) => outcome.curves !== undefined);
    if (first === undefined) return [];
    const metrics =
      one.spec.stop?.monitor === "valAccuracy" ? (["loss", "accuracy"] as const) : (["loss"] as const);
    return metrics.flatMap((metric) => curvesOf(one, first, metric, `curve-${metric}-${i + 1}`) ?? []);
  });

/** More cases than this make bars too thin to compare. */
const manyCases = 7;

/** The norms of the kernels, the cases side by side. */
export const norms = (cases: readonly CaseResult[]): Html[] => {
  const finite = cases.filter(({ summary }) => summary.kernelNorm1 !== undefined);
  if (finite.length === 0 || finite.length > manyCases) return [];
  const groups = finite.map((one) => {
    const summaries = kernelMeasures([one]).flatMap(({ name }) => one.summary[name] ?? []);
    return {
      name: one.spec.name,
      norms: summaries.map(({ mean }) => mean),
      sd: summaries.map(({ sd }) => sd),
    };
  });
  return [
    twice(
      (options) =>
        normBars(groups, { ...options, title: "Norms of the kernels", yLabel: "Norm of the kernel" }),
      "norms",
      sides,
    ),
  ];
};

const gradientsOf = (one: CaseResult, id: string): Html[] => {
  const runs = one.outcomes.flatMap(({ gradientNorms: found }) => (found === undefined ? [] : [found]));
  const [first] = runs;
  if (first === undefined) return [];
  const epochs = Object.keys(first).map(Number);
  const depth = first[epochs[0] ?? 0]?.length ?? 0;
  const layers = Array.from({ length: depth }, (_, layer) =>
    epochs.map(
      (epoch) => runs.reduce((sum, run) => sum + (run[epoch]?.[layer] ?? Number.NaN), 0) / runs.length,
    ),
  );
  return [
    twice(
      (options) =>
        gradientNorms(
          { epochs, layers },
          { ...options, title: one.spec.name, yLabel: `Mean norm of the gradient in ${runs.length} runs` },
        ),
      id,
      sides,
    ),
  ];
};

/** The gradients of each layer over the epochs, a picture for each case that has them. */
export const gradients = (cases: readonly CaseResult[]): Html[] =>
  cases.flatMap((one, i) => gradientsOf(one, `gradients-${i + 1}`));

/** The norms of what goes through chains, forward and backward. */
export const chains = (all: readonly ChainResult[]): Html => {
  const draw = (part: "activationNorms" | "gradientNorms", title: string, id: string): Html =>
    twice(
      (options) =>
        lineWithBand(
          all.map((chain) => {
            const logs = chain[part].map(Math.log10);
            return { name: chain.name, x: logs.map((_, layer) => layer), mean: logs, low: logs, high: logs };
          }),
          { ...options, title, xLabel: "Layer, 0 is the input", yLabel: "Norm, as a power of ten" },
        ),
      id,
      sides,
    );
  return html`${draw("activationNorms", "What each layer gives", "forward")}
${draw("gradientNorms", "The gradient for what each layer gives", "backward")}`;
};
