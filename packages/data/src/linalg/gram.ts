import { blockRows, panelsOf, tile } from "./tile";

const pack = (
  column: Float64Array,
  mean: number,
  from: number,
  to: number,
  panel: Float64Array,
  place: number,
): void => {
  for (let row = from, i = place; row < to; row++, i += 3) panel[i] = column[row]! - mean;
};

const addTile = (sums: Float64Array, products: Float64Array, width: number, i: number, j: number): void => {
  for (let a = 0; a < 3; a++) {
    const at = (i * 3 + a) * width + j * 3;
    products[at]! += sums[a * 3]!;
    products[at + 1]! += sums[a * 3 + 1]!;
    products[at + 2]! += sums[a * 3 + 2]!;
  }
};

/**
 * The products of all pairs of centred columns, XᵀX of shape [width, width] (row-major), in pieces. `width`
 * is the number of columns made a multiple of three; what is added is zero.
 */
export function* gram(
  columns: readonly Float64Array[],
  means: Float64Array,
  nRows: number,
): Generator<void, { products: Float64Array; width: number }> {
  const panels = panelsOf(columns.length, blockRows);
  const width = panels.length * 3;
  const products = new Float64Array(width * width);
  const sums = new Float64Array(9);
  let done = 0;
  for (let from = 0; from < nRows; from += blockRows) {
    const rows = Math.min(nRows - from, blockRows);
    for (let j = 0; j < columns.length; j++) {
      pack(columns[j]!, means[j]!, from, from + rows, panels[Math.floor(j / 3)]!, j % 3);
    }
    for (let i = 0; i < panels.length; i++) {
      for (let j = i; j < panels.length; j++) {
        tile(panels[i]!, panels[j]!, rows, sums);
        addTile(sums, products, width, i, j);
      }
      done += (panels.length - i) * 9 * rows;
      if (done < 3e6) continue;
      done = 0;
      yield;
    }
  }
  for (let i = 0; i < width; i++) {
    for (let j = 0; j < i; j++) products[i * width + j] = products[j * width + i]!;
  }
  return { products, width };
}
