// What the results must reach, and whether they do.

/**
 * @typedef {import("./report.mjs").Record} Record
 * @typedef {{ bar: string, seen: string, met: boolean }} Bar
 * @typedef {{ minified: number, gzipped: number }} Size bytes
 * @typedef {{ results: Readonly<{ [name: string]: Record }>, bundle?: { [name: string]: Size }, fused: boolean }} Run
 *   `fused` is whether this Node has fused multiply-add (relaxed SIMD)
 */

/** The largest bundle of W1, in bytes. */
const largestBundle = 45_000;

/**
 * The bars of what was measured; what was not measured has none.
 * @param {Run} run
 * @returns {Bar[]}
 */
export function bars({ results, bundle, fused }) {
  /** @type {(suite: string, peer: string, least: number, only?: string) => Bar[]} */
  const faster = (suite, peer, least, only) =>
    ratiosOf(results[suite], peer, only).map(({ name, ratio }) => ({
      bar: `${suite}, ${name}: at least ${least}× faster than ${peer}`,
      seen: `${ratio.toFixed(2)}×`,
      met: ratio >= least,
    }));
  /** @type {(suite: string, peer: string, most: number) => Bar[]} */
  const within = (suite, peer, most) =>
    ratiosOf(results[suite], peer).map(({ name, ratio }) => ({
      bar: `${suite}, ${name}: at most ${most}× the time of ${peer}`,
      seen: `${(1 / ratio).toFixed(2)}×`,
      met: 1 / ratio <= most,
    }));
  /** @type {(suite: string, limit: string, least: number, only?: string) => Bar[]} */
  const share = (suite, limit, least, only) =>
    ratiosOf(results[suite], limit, only).map(({ name, ratio }) => ({
      bar: `${suite}, ${name}: at least ${Math.round(least * 100)}% of the speed of the ${limit}`,
      seen: `${(ratio * 100).toFixed(1)}%`,
      met: ratio >= least,
    }));
  const ours = bundle?.wellfit?.gzipped;
  return [
    ...within("train", "bare", 2),
    ...faster("train", "tfjs-wasm", 1),
    ...faster("w1", "jax-js", 20),
    ...faster("w1", "pytorch", 10),
    ...faster("w2", "jax-js", 2),
    ...(fused ? within("w2", "pytorch", 1.2) : []),
    ...faster("w3", "jax-js", 10),
    ...(fused ? within("w3", "pytorch", 1.2) : []),
    ...share("w4", "ceiling", 0.85, "128³"),
    ...["256³", "512³", "1024³"].flatMap((size) => share("w4", "ceiling", 0.9, size)),
    ...faster("w5", "onnxruntime-web", 1.5),
    ...faster("w5-fused", "onnxruntime-web", 1.5),
    ...faster("w6", "jax-js", 1),
    ...share("w8", "copy", 0.8),
    ...["papaparse", "csv-parse", "d3-dsv"].flatMap((peer) => within("csv", peer, 2)),
    ...(ours === undefined
      ? []
      : [
          {
            bar: `bundle of w1: at most ${largestBundle / 1000} kB minified and compressed`,
            seen: `${(ours / 1000).toFixed(1)} kB`,
            met: ours <= largestBundle,
          },
        ]),
  ];
}

/**
 * @param {Record | undefined} record
 * @param {string} peer
 * @param {string} [only] this case
 * @returns {{ name: string, ratio: number }[]} the peer's time divided by ours, by case
 */
function ratiosOf(record, peer, only) {
  return Object.entries(record?.cases ?? {}).flatMap(([name, entries]) => {
    const ratio = entries[peer]?.timesOurs.median;
    return ratio === undefined || (only !== undefined && only !== name) ? [] : [{ name, ratio }];
  });
}
