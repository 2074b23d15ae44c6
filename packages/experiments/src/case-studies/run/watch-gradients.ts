import { type Callback, gradientStatistics } from "@wellfit/layers";
import type { CaseSpec } from "../spec";
import type { Rows } from "./make-data";

type GradientsAt = NonNullable<CaseSpec["gradientsAt"]>;

// The compiler does not know that lists which cannot be written to are arrays.
const isList = (at: GradientsAt): at is readonly number[] => Array.isArray(at);

/**
 * After which epochs a case measures its gradients, rising; 0 is before the first.
 *
 * @throws RangeError for a distance between epochs that makes no sense.
 */
export function gradientEpochs({ name, gradientsAt, epochs }: CaseSpec): readonly number[] {
  if (gradientsAt === undefined) return [];
  if (isList(gradientsAt)) return gradientsAt;
  const { every } = gradientsAt;
  if (!Number.isInteger(every) || every < 1) {
    throw new RangeError(
      `${name}: received gradientsAt { every: ${String(every)} }, expected a whole number of epochs from 1`,
    );
  }
  return Array.from({ length: Math.floor(epochs / every) + 1 }, (_, i) => i * every);
}

/** What measures gradients while a network trains. */
export interface GradientWatch {
  /** Goes to `fit`. */
  readonly callback: Callback;
  /** By epoch, the norm of the gradient for each layer's kernel, the first layer first; epochs that did not come are left out. */
  norms(): Record<string, number[]>;
}

/** Measures gradients on these rows after these epochs, and computes nothing after the others. */
export function watchGradients({ x, y }: Rows, epochs: readonly number[]): GradientWatch {
  const wanted = new Set(epochs);
  const slopes = gradientStatistics({ data: [x, y], initial: wanted.has(0) });
  return {
    callback: {
      setModel: (model) => slopes.setModel(model),
      setControl: (control) => slopes.setControl(control),
      onTrainBegin: () => slopes.onTrainBegin(),
      onEpochEnd: (epoch) => {
        if (wanted.has(epoch + 1)) slopes.onEpochEnd(epoch);
      },
    },
    norms() {
      const found: Record<string, number[]> = {};
      for (const { epoch, name, norm } of slopes.records) {
        if (!name.endsWith("/kernel")) continue;
        found[epoch + 1] ??= [];
        found[epoch + 1]?.push(norm);
      }
      return found;
    },
  };
}
