import type { ClassesByKind } from "../common/resolve";
import { STFTInitializer } from "../initializers/stft-initializer";
import { CTC } from "../losses/ctc";
import { IoU } from "../metrics/iou";
import { Mean } from "../metrics/mean";
import { MeanIoU } from "../metrics/mean-iou";
import { OneHotIoU } from "../metrics/one-hot-iou";
import { OneHotMeanIoU } from "../metrics/one-hot-mean-iou";
import { PrecisionAtRecall } from "../metrics/precision-at-recall";
import { RecallAtPrecision } from "../metrics/recall-at-precision";
import { SensitivityAtSpecificity } from "../metrics/sensitivity-at-specificity";
import { SpecificityAtSensitivity } from "../metrics/specificity-at-sensitivity";
import { Sum } from "../metrics/sum";

/** The classes that families keep apart, of which files may speak. */
export const APART: ClassesByKind = {
  initializer: [STFTInitializer],
  loss: [CTC],
  metric: [
    IoU,
    Mean,
    MeanIoU,
    OneHotIoU,
    OneHotMeanIoU,
    PrecisionAtRecall,
    RecallAtPrecision,
    SensitivityAtSpecificity,
    SpecificityAtSensitivity,
    Sum,
  ],
};
