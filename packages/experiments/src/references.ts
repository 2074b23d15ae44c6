// The reference's numbers, an entry of their own: only those who compare carry them.

export { type Comparison, compareWithReference, referenceOf } from "./references/compare";
export type { Reference, ReferenceValue } from "./references/reference";
export { references } from "./references/values";
