/** More calls of layers than any model has that fits into memory. */
const MOST_CALLS = 200_000;

/** More heads, bins, thresholds or classes than any layer or metric has. */
const MOST_PARTS = 10_000_000;

/**
 * Looks at settings that may come from anywhere before anything is made from them.
 *
 * @param where - What asks.
 * @throws RangeError for settings that would take a process without end or all of its memory: models within models that are
 *   called again and again, or counts that no layer or metric has.
 */
export function checkSettings(where: string, settings: unknown): void {
  const calls = callsOf(settings);
  if (calls > MOST_CALLS) {
    throw new RangeError(
      `${where}: the settings call layers ${calls} times, expected at most ${MOST_CALLS}; the file is damaged or hostile`,
    );
  }
  checkCounts(where, settings);
}

/** How often layers are called when a layer or model is called once, those of models within it too. */
function callsOf(value: unknown): number {
  if (typeof value !== "object" || value === null) return 0;
  const { config, layers, inbound_nodes: nodes, layer } = value as Record<string, unknown>;
  if (Array.isArray(layers)) return layers.reduce((sum: number, one) => sum + callsOf(one), 1);
  const times = Array.isArray(nodes) ? Math.max(1, nodes.length) : 1;
  return times * Math.max(1, callsOf(config), callsOf(layer));
}

function checkCounts(where: string, value: unknown): void {
  if (typeof value !== "object" || value === null) return;
  for (const [key, one] of Object.entries(value)) {
    if (key.startsWith("num_") && typeof one === "number" && Math.abs(one) > MOST_PARTS) {
      throw new RangeError(
        `${where}: received ${key} ${one}, expected at most ${MOST_PARTS}; the file is damaged or hostile`,
      );
    }
    checkCounts(where, one);
  }
}
