import type { Summary } from "../repeat/summary";

/** Names of numbers of which less is better. */
const LOWER =
  /loss|error|deviance|divergence|crossentropy|(^|[a-z_])(mse|mae|rmse|msle|mape)$|^(mse|mae|rmse|msle|mape)|seconds|time$/i;

/** Whether more of a number is better, when only its name is known. Without a name it is a score, of which it is. */
export const higherIsBetter = (name: string): boolean => !LOWER.test(name);

/** What is compared. */
interface Ranked {
  readonly summary: Summary;
  readonly notFinite: number;
}

/** 0 when all runs were finite, 1 when some were, 2 when none was. */
const group = ({ summary, notFinite }: Ranked): number => (notFinite === 0 ? 0 : summary.n > 0 ? 1 : 2);

/**
 * The best first. Whoever had a run that was not finite stands behind all who had none, whatever the mean of the others.
 * What is equal stays in the order in which it came.
 */
export function rank<R extends Ranked>(rows: readonly R[], higher: boolean): R[] {
  return [...rows].sort((a, b) => {
    const groups = group(a) - group(b);
    if (groups !== 0 || group(a) === 2) return groups;
    const difference = a.summary.mean - b.summary.mean;
    return higher ? -difference : difference;
  });
}
