import { readTriggers, type StoppingTrigger } from "./trigger";

/**
 * Ends training when all of these would end it in the same epoch. (An array of triggers given to `earlyStopping` ends it as
 * soon as one of them does.)
 *
 * @throws TypeError for what is no trigger, or none at all.
 * @example
 * earlyStopping({
 *   trigger: allTriggers(noChangeTrigger({ epochs: 5 }), averageChangeTrigger({ epochs: 5, threshold: 0.01 })),
 * });
 */
export function allTriggers(...triggers: readonly StoppingTrigger[]): StoppingTrigger {
  const all = readTriggers("allTriggers", triggers);
  return {
    memory: Math.max(...all.map((trigger) => trigger.memory)),
    check: (reading) => {
      const reasons = all.map((trigger) => trigger.check(reading));
      return reasons.includes(undefined) ? undefined : reasons.join(", and ");
    },
  };
}
