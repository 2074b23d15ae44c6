import { normalizeAxis } from "../graph/shape";
import { broadcastTo, type Tensor, type TensorLike, toTensor } from "./tensor";

/**
 * Axes moved to other places; those that are not named keep their order.
 *
 * @throws RangeError when there are not as many destinations as sources, or one stands twice.
 * @example
 * moveaxis(zeros([2, 3, 4]), 0, -1).shape; // [3, 4, 2]
 */
export function moveaxis(
  x: TensorLike,
  source: number | readonly number[],
  destination: number | readonly number[],
): Tensor {
  const from = toTensor(x);
  const [sources, destinations] = [source, destination].map((axes) =>
    [axes].flat().map((axis) => normalizeAxis(axis as number, from.rank, "moveaxis")),
  ) as [number[], number[]];
  const distinct = (axes: number[]): boolean => new Set(axes).size === axes.length;
  if (sources.length !== destinations.length || !distinct(sources) || !distinct(destinations)) {
    throw new RangeError(
      `moveaxis: received axes [${sources}] for places [${destinations}], expected as many of each, and each once`,
    );
  }
  const rest = from.shape.map((_, i) => i).filter((i) => !sources.includes(i));
  const perm = from.shape.map((_, place) => {
    const which = destinations.indexOf(place);
    return which >= 0 ? (sources[which] as number) : (rest.shift() as number);
  });
  return perm.every((axis, i) => axis === i) ? from : from.transpose(perm);
}

/**
 * Two axes exchanged.
 *
 * @example
 * swapaxes(zeros([2, 3, 4]), 0, 2).shape; // [4, 3, 2]
 */
export function swapaxes(x: TensorLike, axis1: number, axis2: number): Tensor {
  const from = toTensor(x);
  const [a, b] = [axis1, axis2].map((axis) => normalizeAxis(axis, from.rank, "swapaxes")) as [number, number];
  return from.transpose(from.shape.map((_, i) => (i === a ? b : i === b ? a : i)));
}

/** Options of {@link meshgrid}. */
export interface MeshgridOptions {
  /** "xy" (the default) exchanges the first two axes, as for pictures; "ij" keeps the order of the vectors. */
  readonly indexing?: "xy" | "ij";
}

/**
 * The coordinates of a grid from vectors: one tensor for each, all of the shape of the grid, as NumPy's `meshgrid`.
 *
 * @throws RangeError for what is neither a vector nor a scalar.
 * @example
 * meshgrid([[1, 2, 3], [4, 5]])[1].toArray(); // [[4, 4, 4], [5, 5, 5]]
 */
export function meshgrid(vectors: readonly TensorLike[], options: MeshgridOptions = {}): Tensor[] {
  const { indexing = "xy" } = options;
  if (indexing !== "xy" && indexing !== "ij") {
    throw new RangeError(`meshgrid: received indexing ${JSON.stringify(indexing)}, expected "xy" or "ij"`);
  }
  const all = vectors.map((vector) => toTensor(vector));
  for (const x of all) {
    if (x.rank > 1) throw new RangeError(`meshgrid: received shape [${x.shape}], expected vectors`);
  }
  const axisOf = (i: number): number => (indexing === "xy" && all.length > 1 && i < 2 ? 1 - i : i);
  const shape = all.map((_, i) => all[axisOf(i)]?.size as number);
  return all.map((x, i) =>
    broadcastTo(x.reshape(shape.map((_, axis) => (axis === axisOf(i) ? x.size : 1))), shape),
  );
}
