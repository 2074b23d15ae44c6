import { attention } from "./attention";
import { augmentation } from "./augmentation";
import { basic } from "./basic";
import { conv } from "./conv";
import { convLstm } from "./conv-lstm";
import { dropouts } from "./dropouts";
import { merging } from "./merging";
import { noise } from "./noise";
import { norms } from "./norms";
import { pooling } from "./pooling";
import { preparation } from "./preparation";
import { recurrent } from "./recurrent";
import type { LayerRows } from "./row";
import { shape } from "./shape";
import { space } from "./space";

/** A row for every exported layer, by family; the harness says so when one is missing. */
export const layerRows: LayerRows = {
  ...attention,
  ...augmentation,
  ...basic,
  ...conv,
  ...dropouts,
  ...convLstm,
  ...merging,
  ...noise,
  ...norms,
  ...pooling,
  ...preparation,
  ...recurrent,
  ...shape,
  ...space,
};
