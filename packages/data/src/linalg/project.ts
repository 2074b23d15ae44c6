import { blockRows, panelValues, Tiles } from "./tile";

// Each row stands interleaved with its three neighbours.
const pack = (
  column: Float64Array,
  mean: number,
  from: number,
  rows: number,
  panels: readonly Float64Array[],
  j: number,
): void => {
  const whole = rows & ~3;
  const at = j * 4;
  for (let i = 0, row = from; i < whole; i += 4, row += 4) {
    const panel = panels[i >> 2]!;
    panel[at] = column[row]! - mean;
    panel[at + 1] = column[row + 1]! - mean;
    panel[at + 2] = column[row + 2]! - mean;
    panel[at + 3] = column[row + 3]! - mean;
  }
  for (let i = whole; i < rows; i++) panels[whole >> 2]![at + i - whole] = column[from + i]! - mean;
};

const place = (sums: Float64Array, scores: Float64Array, k: number, row: number): void => {
  for (let a = 0; a < 4; a++) {
    const at = (k * 4 + a) * blockRows + row;
    scores[at] = sums[a * 4]!;
    scores[at + 1] = sums[a * 4 + 1]!;
    scores[at + 2] = sums[a * 4 + 2]!;
    scores[at + 3] = sums[a * 4 + 3]!;
  }
};

/**
 * The scores of centred rows on axes, block after block: `visit` gets the scores of the rows `from` to `to`
 * in an array that is used again, axis after axis, `blockRows` apart.
 *
 * @param axes The axes, each as long as there are columns, one after another.
 */
export function* project(
  columns: readonly Float64Array[],
  means: Float64Array,
  nRows: number,
  axes: Float64Array,
  visit: (scores: Float64Array, from: number, to: number) => void,
): Generator<void, void> {
  const p = columns.length;
  const n = axes.length / p;
  const tiles = new Tiles(panelValues(n, p) + panelValues(blockRows, p));
  const directions = tiles.panels(n, p);
  for (let k = 0; k < n; k++) {
    for (let j = 0; j < p; j++) directions[k >> 2]![j * 4 + (k & 3)] = axes[k * p + j]!;
  }
  const panels = tiles.panels(blockRows, p);
  const scores = new Float64Array(directions.length * 4 * blockRows);
  let done = 0;
  for (let from = 0; from < nRows; from += blockRows) {
    const rows = Math.min(nRows - from, blockRows);
    for (let j = 0; j < p; j++) pack(columns[j]!, means[j]!, from, rows, panels, j);
    for (let i = 0; i * 4 < rows; i++) {
      for (let k = 0; k < directions.length; k++) {
        tiles.multiply(directions[k]!, panels[i]!, p);
        place(tiles.sums, scores, k, i * 4);
      }
    }
    visit(scores, from, from + rows);
    done += rows * axes.length;
    if (done < 3e6) continue;
    done = 0;
    yield;
  }
}
