import { type CaseData, type CaseResult, type CaseSpec, runCase } from "@wellfit/experiments";
import type { Sequential } from "@wellfit/layers";
import { type BoundaryChart, decisionBoundary, toSvgString } from "@wellfit/viz";
import { blank } from "../../report/charts";
import { type Html, html, trusted } from "../../report/html";
import { score } from "../../terminal/wording";

/** A case, and the picture of what its network decides. */
export interface CaseBoundary {
  readonly name: string;
  readonly picture: Html;
}

/** More pictures than this say no more. */
const most = 6;
/** More points than this hide what lies below them. */
const mostPoints = 200;

const draw = async (spec: CaseSpec, seed: number, id: string, signal: AbortSignal): Promise<Html> => {
  let trained: { model: Sequential; data: CaseData } | undefined;
  const outcome = await runCase(spec, seed, {
    signal,
    onModel: (model, data) => {
      trained = { model, data };
    },
  });
  if (trained === undefined || !outcome.finite) return html``;
  const { model, data } = trained;
  const { x, y } = data.test;
  const rows = Math.min(mostPoints, y.data.length);
  const chart: BoundaryChart = decisionBoundary(
    {
      predict: (points) => model.predict(points),
      points: { data: Array.from(x.data.slice(0, 2 * rows), Number), shape: [rows, 2] },
      labels: Array.from(y.data.slice(0, rows), Number),
    },
    {
      document: blank(),
      width: 380,
      height: 380,
      resolution: 60,
      id,
      title: `${spec.name}: ${score(outcome.testAccuracy ?? Number.NaN)}`,
    },
  );
  await chart.ready;
  return trusted(toSvgString(chart));
};

/**
 * Trains the cases on points of a plane once more with the first seed, which gives the same networks, and draws what they
 * decide.
 */
export const drawBoundaries = async (
  cases: readonly CaseResult[],
  signal: AbortSignal,
): Promise<CaseBoundary[]> => {
  const drawable = cases.filter(({ spec }) => spec.data.generator !== "regression");
  // Of a long grid the ends and what lies evenly between.
  const step = Math.max(1, (drawable.length - 1) / (most - 1));
  const chosen = drawable.filter(
    (_, i) => drawable.length <= most || Math.round(Math.round(i / step) * step) === i,
  );
  const pictures: CaseBoundary[] = [];
  for (const [i, { spec, seeds }] of chosen.entries()) {
    const picture = await draw(spec, seeds[0] ?? 0, `boundary-${i + 1}`, signal);
    pictures.push({ name: spec.name, picture });
  }
  return pictures;
};
