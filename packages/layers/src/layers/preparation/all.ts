export {
  CategoryEncoding,
  type CategoryEncodingOptions,
  categoryEncoding,
} from "./category-encoding";
export { Discretization, type DiscretizationOptions, discretization } from "./discretization";
export { IntegerLookup, type IntegerLookupOptions, integerLookup } from "./integer-lookup";
export { Normalization, type NormalizationOptions, normalization } from "./normalization";
export { Rescaling, type RescalingOptions, rescaling } from "./rescaling";
export { StringLookup, type StringLookupOptions, stringLookup } from "./string-lookup";
