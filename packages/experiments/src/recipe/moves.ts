import type { RecipeSettings } from "./settings";

/** One thing that can be changed. */
export interface Move {
  /** What it changes; "rows" is more training data. */
  readonly kind: keyof RecipeSettings | "rows";
  /** In words, for the record. */
  readonly change: string;
  /** The settings with the change. */
  readonly settings: RecipeSettings;
}

const limits = { width: 2048, depth: 6, epochs: 20_000 };

/** What can be tried against bias, in the course's order: a bigger network, longer training; then a deeper one. */
export function againstBias(settings: RecipeSettings): Move[] {
  const { width, depth, epochs } = settings;
  const to = (kind: "width" | "depth" | "epochs", value: number, change: string): Move[] =>
    value > limits[kind] ? [] : [{ kind, change, settings: { ...settings, [kind]: value } }];
  const wider = (by: number): Move[] =>
    to("width", width * by, `bigger network: ${width} to ${width * by} units`);
  const longer = (by: number): Move[] =>
    to("epochs", epochs * by, `longer training: ${epochs} to ${epochs * by} epochs`);
  const deeper = to("depth", depth + 1, `deeper network: ${depth} to ${depth + 1} hidden layers`);
  // Where a step changes too little to be seen, a larger one may not.
  return [...wider(4), ...longer(3), ...deeper, ...wider(16), ...longer(9)];
}

const penalties = [0.001, 0.003, 0.01, 0.03, 0.1];
const rates = [0.2, 0.4, 0.6];

/** What can be tried against variance: more data when there is some, then penalty and dropout, the weakest first. */
export function againstVariance(settings: RecipeSettings, moreData: boolean): Move[] {
  const { l2, dropout } = settings;
  const moves: Move[] = moreData ? [{ kind: "rows", change: "more training data", settings }] : [];
  const stronger = penalties.filter((penalty) => penalty > l2);
  const higher = rates.filter((rate) => rate > dropout);
  for (let i = 0; i < Math.max(stronger.length, higher.length); i++) {
    const [penalty, rate] = [stronger[i], higher[i]];
    if (penalty !== undefined) {
      moves.push({
        kind: "l2",
        change: `regularisation: l2 ${l2} to ${penalty}`,
        settings: { ...settings, l2: penalty },
      });
    }
    if (rate !== undefined) {
      moves.push({
        kind: "dropout",
        change: `regularisation: dropout ${dropout} to ${rate}`,
        settings: { ...settings, dropout: rate },
      });
    }
  }
  return moves;
}
