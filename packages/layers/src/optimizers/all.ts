export { Adam, type AdamOptions, adam } from "./adam";
export { SGD, type SgdOptions, sgd } from "./sgd";
