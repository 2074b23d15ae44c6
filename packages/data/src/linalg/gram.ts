import { blockRows, panelValues, Tiles } from "./tile";

// Four columns less their means, interleaved.
const pack = (
  columns: readonly Float64Array[],
  means: Float64Array,
  j: number,
  from: number,
  rows: number,
  panel: Float64Array,
): void => {
  const [a, b, c, d] = [columns[j]!, columns[j + 1]!, columns[j + 2]!, columns[j + 3]!];
  const [p, q, r, s] = [means[j]!, means[j + 1]!, means[j + 2]!, means[j + 3]!];
  for (let i = 0, row = from; i < rows * 4; i += 4, row++) {
    panel[i] = a[row]! - p;
    panel[i + 1] = b[row]! - q;
    panel[i + 2] = c[row]! - r;
    panel[i + 3] = d[row]! - s;
  }
};

const packSome = (
  columns: readonly Float64Array[],
  means: Float64Array,
  j: number,
  from: number,
  rows: number,
  panel: Float64Array,
): void => {
  for (let k = j; k < columns.length; k++) {
    for (let i = k - j, row = from; i < rows * 4; i += 4, row++) panel[i] = columns[k]![row]! - means[k]!;
  }
};

const addTile = (sums: Float64Array, products: Float64Array, width: number, i: number, j: number): void => {
  for (let a = 0; a < 4; a++) {
    const at = (i * 4 + a) * width + j * 4;
    for (let b = 0; b < 4; b++) products[at + b]! += sums[a * 4 + b]!;
  }
};

/**
 * The products of all pairs of centred columns, XᵀX of shape [width, width] (row-major), in pieces. `width`
 * is the number of columns made a multiple of four; what is added is zero.
 *
 * @param plain Do without SIMD.
 */
export function* gram(
  columns: readonly Float64Array[],
  means: Float64Array,
  nRows: number,
  plain = false,
): Generator<void, { products: Float64Array; width: number }> {
  const tiles = new Tiles(panelValues(columns.length, blockRows), plain);
  const panels = tiles.panels(columns.length, blockRows);
  const width = panels.length * 4;
  const products = new Float64Array(width * width);
  let done = 0;
  for (let from = 0; from < nRows; from += blockRows) {
    const rows = Math.min(nRows - from, blockRows);
    panels.forEach((panel, k) => {
      const fill = k * 4 + 4 <= columns.length ? pack : packSome;
      fill(columns, means, k * 4, from, rows, panel);
    });
    for (let i = 0; i < panels.length; i++) {
      for (let j = i; j < panels.length; j++) {
        tiles.multiply(panels[i]!, panels[j]!, rows);
        addTile(tiles.sums, products, width, i, j);
      }
      done += (panels.length - i) * 16 * rows;
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
