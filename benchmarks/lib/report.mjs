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
 *   nodeFlags?: readonly string[],
 *   contestants: Record<string, () => Promise<import("./measure.mjs").Case[] | string>>,
 * }} Suite a text in place of cases says why a contestant cannot do it; `value` turns seconds a call into the unit; `tolerance` is how far, relatively, what contestants
 *   witness may differ; `nodeFlags` are what Node is started with
 */

/**
 * @typedef {{ seconds: number[], value: number, timesOurs: import("./statistics.mjs").Spread }} Entry `timesOurs` is how
 *   many times as long as the first contestant it took
 * @typedef {{
 *   about: string,
 *   unit: string,
 *   contestants: string[],
 *   failed?: Record<string, string>,
 *   cases: Record<string, Record<string, Entry>>,
 * }} Record `failed` has those that cannot do it, with what they say
 */

/**
 * The medians of a benchmark and, for the peers, how many times as long as we they took (smallest to largest).
 * @param {Record} record
 * @returns {string}
 */
export function show({ unit, contestants, cases, failed = {} }) {
  const [ours, ...peers] = contestants;
  if (ours === undefined) throw new RangeError("show: received no contestant, expected at least one");
  const rows = Object.entries(cases).map(([name, entries]) => [
    name,
    ...contestants.map((who) => {
      const entry = entries[who];
      if (entry === undefined) return failed[who] === undefined ? "–" : "fails";
      if (who === ours) return digits(entry.value);
      const { median, min, max } = entry.timesOurs;
      return `${digits(entry.value)} (${median.toFixed(2)}×, ${min.toFixed(2)}–${max.toFixed(2)})`;
    }),
  ]);
  const notes = Object.entries(failed).map(([who, why]) => `\n\n${who} fails: ${why}`);
  return table([unit, ours, ...peers], rows) + notes.join("");
}

/**
 * What was measured: seconds a call of every round, medians and ratios.
 * @param {Suite} suite
 * @param {Rounds} rounds the first contestant is what the others are held against
 * @returns {Record}
 */
export function record(suite, rounds) {
  const players = Object.keys(rounds);
  const [ours = ""] = players;
  const limits = new Set(Object.values(rounds[ours]?.[0]?.limits ?? {}).flatMap((by) => Object.keys(by)));
  const contestants = [...players, ...limits];
  const names = Object.keys(rounds[ours]?.[0]?.seconds ?? {});
  /** @type {[string, string][]} */
  const failed = contestants.flatMap((who) => {
    const why = rounds[who]?.[0]?.failed;
    return why === undefined ? [] : [/** @type {[string, string]} */ ([who, why])];
  });
  const cases = names.map((name) => {
    const base = secondsOf(rounds, ours, name);
    const entries = contestants.flatMap((who) => {
      const seconds = limits.has(who)
        ? (rounds[ours] ?? []).flatMap((round) => round.limits?.[name]?.[who] ?? [])
        : secondsOf(rounds, who, name);
      if (seconds.length === 0) return [];
      const value = suite.value(spread(seconds).median, name);
      return [[who, { seconds, value, timesOurs: ratios(base, seconds) }]];
    });
    return [name, Object.fromEntries(entries)];
  });
  return {
    about: suite.about,
    unit: suite.unit,
    contestants,
    ...(failed.length > 0 ? { failed: Object.fromEntries(failed) } : {}),
    cases: Object.fromEntries(cases),
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
