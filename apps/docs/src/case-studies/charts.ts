// The pictures of a page, from the committed results.

import { type CaseGrid, type CaseSpec, summarize } from "@wellfit/experiments";
import { boxPlots, type ChartOptions, gradientNorms, lineWithBand } from "@wellfit/viz";
import type { CommittedCase, CommittedNumber } from "./results";

/** A picture that can be drawn as wide as there is room. */
export interface Picture {
  /** Tells it from the others of a part. */
  readonly key: string;
  /** Draws it. */
  draw(options: ChartOptions): SVGSVGElement;
}

const judged = [
  ["testAccuracy", "Test accuracy"],
  ["testR2", "Test R²"],
  ["testLoss", "Test loss"],
] as const;

const numberOf = ({ numbers }: CommittedCase, name: string): CommittedNumber | undefined =>
  numbers.find((number) => number.name === name);

const valuesOf = (one: CommittedCase, name: string): number[] =>
  (numberOf(one, name)?.values ?? []).map((value) => value ?? Number.NaN);

/** Losses of targets with different scales cannot share an axis. */
const haveOneScale = (specs: readonly CaseSpec[]): boolean =>
  new Set(specs.map(({ data }) => JSON.stringify(data.scaleY))).size === 1;

const shown = (cases: readonly CommittedCase[], specs: readonly CaseSpec[]): (typeof judged)[number][] =>
  judged.filter(
    ([name]) =>
      cases.some((one) => valuesOf(one, name).some(Number.isFinite)) &&
      (name !== "testLoss" || haveOneScale(specs)),
  );

/** What every run of every case gave. */
export const boxPictures = (cases: readonly CommittedCase[], specs: readonly CaseSpec[]): Picture[] =>
  shown(cases, specs).map(([name, title]) => ({
    key: `box-${name}`,
    draw: (options) =>
      boxPlots(
        cases.map((one) => {
          const values = valuesOf(one, name);
          // Losses of the reference leave the penalties out.
          const reference = name === "testLoss" ? undefined : numberOf(one, name)?.reference?.mean;
          return {
            name: one.name,
            values: values.length > 0 ? values : [Number.NaN],
            ...(reference === undefined ? {} : { reference }),
          };
        }),
        { ...options, title: `${title}, every run`, valueLabel: title },
      ),
  }));

/** The mean with its 95% interval over what the cases vary. */
export const gridPictures = (
  cases: readonly CommittedCase[],
  specs: readonly CaseSpec[],
  grid: CaseGrid | undefined,
): Picture[] =>
  grid === undefined
    ? []
    : shown(cases, specs).map(([name, title]) => ({
        key: `grid-${name}`,
        draw: (options) => {
          const all = cases.map((one) => summarize(valuesOf(one, name)));
          const series = {
            name: "mean",
            x: grid.values,
            mean: all.map(({ mean }) => mean),
            low: all.map(({ interval }) => interval[0]),
            high: all.map(({ interval }) => interval[1]),
          };
          return lineWithBand([series], {
            ...options,
            title: `${title} over the grid`,
            xLabel: grid.label,
            yLabel: title,
          });
        },
      }));

/** The gradients of each layer over the epochs, a picture for each case that has them. */
export const gradientPictures = (cases: readonly CommittedCase[]): Picture[] =>
  cases.flatMap(({ name, gradientNorms: norms }, i) =>
    norms === undefined
      ? []
      : [
          {
            key: `gradients-${i}`,
            draw: (options) =>
              gradientNorms(norms, { ...options, title: name, yLabel: "Mean norm of the gradient" }),
          },
        ],
  );
