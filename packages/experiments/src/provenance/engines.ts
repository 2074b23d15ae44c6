import type { EngineInUse } from "@wellfit/core";

/** Each of the engines once, in the order in which they first come; what computed nothing has none. */
export function distinctEngines(all: readonly (EngineInUse | undefined)[]): EngineInUse[] {
  const found = new Map<string, EngineInUse>();
  for (const one of all) {
    if (one === undefined) continue;
    const key = JSON.stringify(one);
    if (!found.has(key)) found.set(key, one);
  }
  return [...found.values()];
}
