export { type AbsoluteChangeTriggerOptions, absoluteChangeTrigger } from "./absolute-change-trigger";
export { allTriggers } from "./all-triggers";
export { type AverageChangeTriggerOptions, averageChangeTrigger } from "./average-change-trigger";
export { type DecreaseTriggerOptions, decreaseTrigger } from "./decrease-trigger";
export { type NoChangeTriggerOptions, noChangeTrigger } from "./no-change-trigger";
export type { StoppingReading, StoppingTrigger } from "./trigger";
