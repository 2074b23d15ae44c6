export type { BundledDataset } from "./datasets/dataset";
export { loadBreastCancer } from "./datasets/load-breast-cancer";
export { type LoadDiabetesOptions, loadDiabetes } from "./datasets/load-diabetes";
export { loadDigits } from "./datasets/load-digits";
export { loadIris } from "./datasets/load-iris";
export { loadMpg } from "./datasets/load-mpg";
export { loadPenguins } from "./datasets/load-penguins";
export { loadWine } from "./datasets/load-wine";
