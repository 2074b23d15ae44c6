import { jit, type Tensor, type TensorLike, tensor } from "@wellfit/core";
import { checkNumber, readOptions } from "../common/options";
import { seedOrNext } from "../common/seed";
import { shuffledIndices } from "../common/shuffle";
import { MixingLayer } from "../layers/augmentation/mixing-layer";
import { forwardPass } from "../layers/context";
import type { Layer } from "../layers/layer";
import { type Numbers, readNumbers, takeRows } from "./arrays";
import type { DataBatch } from "./batches";

/** Options of {@link augmentBatches}. */
export interface AugmentBatchesOptions {
  /** Rows in a batch. Default 32. */
  readonly batchSize?: number;
  /** Whether rows come in another order in each epoch. Default true. */
  readonly shuffle?: boolean;
  /** What the order depends on. Default: one from `setSeed`. */
  readonly seed?: number;
}

/**
 * Batches for `fit` that went through a layer as in training: for layers that change labels too, such as `mixUp` and `cutMix`,
 * which cannot stand in a model whose labels go straight to the loss. Other layers get x alone. Each epoch has other random
 * numbers; the same seeds give the same.
 *
 * @param layer - The layer.
 * @param x - The inputs, one row each.
 * @param y - The targets; for layers that mix, rows such as one-hot ones.
 * @returns A function that makes the batches of one epoch after the other; give it to `fit` in the place of x and y.
 * @throws RangeError for x and y of different lengths, or what the layer does not take.
 * @example
 * const images = { data: new Float32Array(128).fill(0.5), shape: [8, 4, 4, 1] };
 * const labels = { data: new Float32Array(16).map((_, i) => i % 2), shape: [8, 2] };
 * const batches = augmentBatches(mixUp({ seed: 1 }), images, labels, { batchSize: 4 });
 * const model = sequential([flatten({ inputShape: [4, 4, 1] }), dense(2, { activation: "softmax" })]);
 * model.compile({ loss: "categoricalCrossentropy" });
 * await model.fit(batches, { epochs: 2, verbose: 0 });
 */
export function augmentBatches(
  layer: Layer,
  x: TensorLike,
  y: TensorLike,
  options: AugmentBatchesOptions = {},
): () => Iterable<DataBatch> {
  const where = "augmentBatches";
  const given = readOptions(where, options, {
    batchSize: 32,
    shuffle: true,
    seed: undefined as number | undefined,
  });
  const batchSize = checkNumber(where, "batchSize", given.batchSize, { integer: true, min: 1 });
  const seed = seedOrNext(where, given.seed);
  const inputs = readNumbers(where, "x", x, layer.dtype);
  const targets = readNumbers(where, "y", y, layer.dtype);
  const rows = inputs.shape[0] as number;
  if (rows !== targets.shape[0]) {
    throw new RangeError(
      `${where}: received ${rows} rows of x and ${targets.shape[0]} of y, expected as many; split both in the same way`,
    );
  }
  const mixes = layer instanceof MixingLayer;
  const free = ({ shape }: Numbers): readonly (number | null)[] => [null, ...shape.slice(1)];
  if (!layer.built) layer.build(mixes ? [free(inputs), free(targets)] : free(inputs));
  const change = jit((images: Tensor, labels: Tensor, step: Tensor): readonly Tensor[] => {
    const pass = forwardPass(true, step);
    if (mixes) return layer.run([images, labels], pass) as readonly Tensor[];
    return [layer.run(images, pass) as Tensor, labels];
  });
  let epoch = 0;
  let step = 0;
  return function* () {
    const order = given.shuffle
      ? shuffledIndices(rows, seed, epoch)
      : Int32Array.from({ length: rows }, (_, i) => i);
    epoch++;
    for (let start = 0; start < rows; start += batchSize) {
      const some = order.subarray(start, start + batchSize);
      const of = (numbers: Numbers): Tensor => {
        const { data, shape } = takeRows(numbers, some);
        return tensor(data, { shape });
      };
      const [images, labels] = change(of(inputs), of(targets), tensor(step++, { dtype: "int32" }));
      yield [images as Tensor, labels as Tensor];
    }
  };
}
