import { basic } from "./basic";
import { merging } from "./merging";
import { noise } from "./noise";
import { norms } from "./norms";
import { recurrent } from "./recurrent";
import type { LayerRows } from "./row";

/** A row for every exported layer, by family; the harness says so when one is missing. */
export const layerRows: LayerRows = { ...basic, ...merging, ...noise, ...norms, ...recurrent };
