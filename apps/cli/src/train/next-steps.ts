import type { Diagnosis } from "../judge/diagnosis";
import { trainCommand } from "./command-line";
import type { TrainRequest } from "./request";
import type { TrainSettings } from "./settings";

/** A command to try, and why. */
export interface NextCommand {
  readonly why: string;
  readonly command: string;
}

/** What the diagnosis suggests, as command lines that can be pasted: bias first, as in the basic recipe. */
export const nextTrainings = (
  request: TrainRequest,
  settings: TrainSettings,
  diagnosis: Pick<Diagnosis, "bias" | "variance">,
): NextCommand[] => {
  const again = (changed: Partial<TrainSettings>): string =>
    trainCommand({ ...request, settings: { ...request.settings, ...changed } });
  if (diagnosis.bias.high) {
    const hidden = settings.hidden.length === 0 ? [64, 32] : settings.hidden.map((units) => units * 2);
    const bigger = {
      why: "against high bias: a bigger network, held back less",
      command: again({ hidden, dropout: 0, l2: +(settings.l2 / 10).toPrecision(3) }),
    };
    const known = {
      why: "or, if nobody could be right more often than in 9 of 10 cases (put in what you know)",
      command: trainCommand({ ...request, baselineError: 0.1 }),
    };
    return request.baselineError === 0 ? [bigger, known] : [bigger];
  }
  if (diagnosis.variance.high) {
    const dropout = Math.min(0.5, settings.dropout + 0.2);
    return [
      {
        why: "against high variance: more regularization (more rows help more)",
        command: again({
          dropout: +dropout.toFixed(2),
          l2: settings.l2 === 0 ? 0.001 : +(settings.l2 * 5).toPrecision(3),
        }),
      },
    ];
  }
  return [
    { why: "to see how much of this is luck: another seed", command: again({ seed: settings.seed + 1 }) },
  ];
};
