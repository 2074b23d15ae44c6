export { L1, type L1Options, l1 } from "./l1";
export { L1L2, type L1L2Options, l1l2 } from "./l1l2";
export { L2, type L2Options, l2 } from "./l2";
export {
  OrthogonalRegularizer,
  type OrthogonalRegularizerOptions,
  orthogonalRegularizer,
} from "./orthogonal-regularizer";
export { textbookL2Factor } from "./textbook-l2-factor";
