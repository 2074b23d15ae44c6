// From rounds to what a person reads and what a program reads.

import { ratios, spread } from "./statistics.mjs";
import { digits, table } from "./table.mjs";

/**
 * @typedef {import("./rounds.mjs").Rounds} Rounds
 * @typedef {{
 *   about: string,
 *   unit: string,
 *   value: (seconds: number, name: string) => number,
 *   tolerance?: number,
 *   contestants: Record<string, () => Promise<import("./measure.mjs").Case[]>>,
 * }} Suite `value` turns seconds a call of a case into the unit; `tolerance` is how far, relatively, what contestants
 *   witness may differ
 */

/**
 * The medians of a benchmark and, for the peers, how many times as long as we they took (smallest to largest).
 * @param {Suite} suite
 * @param {Rounds} rounds the first contestant is what the others are held against
 * @returns {string}
 */
export function show(suite, rounds) {
  const [ours, ...peers] = Object.keys(rounds);
  if (ours === undefined) throw new RangeError("show: received no contestant, expected at least one");
  const cases = Object.keys(rounds[ours]?.[0]?.seconds ?? {});
  const rows = cases.map((name) => {
    const base = secondsOf(rounds, ours, name);
    return [
      name,
      digits(suite.value(spread(base).median, name)),
      ...peers.map((peer) => {
        const theirs = secondsOf(rounds, peer, name);
        if (theirs.length === 0) return "–";
        const ratio = ratios(base, theirs);
        const range = `${ratio.min.toFixed(2)}–${ratio.max.toFixed(2)}`;
        return `${digits(suite.value(spread(theirs).median, name))} (${ratio.median.toFixed(2)}×, ${range})`;
      }),
    ];
  });
  return table([suite.unit, ours, ...peers], rows);
}

/**
 * The same for a file: seconds a call of every round, medians and ratios.
 * @param {Suite} suite
 * @param {Rounds} rounds
 * @returns {Record<string, unknown>}
 */
export function record(suite, rounds) {
  const [ours = ""] = Object.keys(rounds);
  const cases = Object.keys(rounds[ours]?.[0]?.seconds ?? {});
  return {
    about: suite.about,
    unit: suite.unit,
    cases: Object.fromEntries(
      cases.map((name) => [
        name,
        Object.fromEntries(
          Object.keys(rounds).flatMap((who) => {
            const seconds = secondsOf(rounds, who, name);
            if (seconds.length === 0) return [];
            const value = suite.value(spread(seconds).median, name);
            return [[who, { seconds, value, timesOurs: ratios(secondsOf(rounds, ours, name), seconds) }]];
          }),
        ),
      ]),
    ),
  };
}

/**
 * @param {Rounds} rounds
 * @param {string} contestant
 * @param {string} name of the case
 * @returns {number[]} none when the contestant does not take part in the case
 */
function secondsOf(rounds, contestant, name) {
  return (rounds[contestant] ?? []).flatMap(({ seconds }) => seconds[name] ?? []);
}
