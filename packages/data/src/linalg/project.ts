import { blockRows, panelsOf, tile } from "./tile";

// Each row stands interleaved with its two neighbours.
const pack = (
  column: Float64Array,
  mean: number,
  from: number,
  rows: number,
  panels: readonly Float64Array[],
  j: number,
): void => {
  const whole = rows - (rows % 3);
  const at = j * 3;
  let row = from;
  for (let i = 0; i < whole; i += 3, row += 3) {
    const panel = panels[i / 3]!;
    panel[at] = column[row]! - mean;
    panel[at + 1] = column[row + 1]! - mean;
    panel[at + 2] = column[row + 2]! - mean;
  }
  for (let i = whole; i < rows; i++) panels[whole / 3]![at + i - whole] = column[from + i]! - mean;
};

const place = (sums: Float64Array, scores: Float64Array, k: number, row: number): void => {
  for (let a = 0; a < 3; a++) {
    const at = (k * 3 + a) * blockRows + row;
    scores[at] = sums[a * 3]!;
    scores[at + 1] = sums[a * 3 + 1]!;
    scores[at + 2] = sums[a * 3 + 2]!;
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
  const directions = panelsOf(axes.length / p, p);
  for (let i = 0; i < axes.length; i++) {
    const k = Math.floor(i / p);
    directions[Math.floor(k / 3)]![(i % p) * 3 + (k % 3)] = axes[i]!;
  }
  const panels = panelsOf(blockRows, p);
  const scores = new Float64Array(directions.length * 3 * blockRows);
  const sums = new Float64Array(9);
  let done = 0;
  for (let from = 0; from < nRows; from += blockRows) {
    const rows = Math.min(nRows - from, blockRows);
    for (let j = 0; j < p; j++) pack(columns[j]!, means[j]!, from, rows, panels, j);
    for (let i = 0; i * 3 < rows; i++) {
      for (let k = 0; k < directions.length; k++) {
        tile(directions[k]!, panels[i]!, p, sums);
        place(sums, scores, k, i * 3);
      }
    }
    visit(scores, from, from + rows);
    done += rows * axes.length;
    if (done < 3e6) continue;
    done = 0;
    yield;
  }
}
