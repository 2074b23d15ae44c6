import { addFitted, margin } from "./chart";
import { add, px } from "./element";
import { textWidth } from "./text";

/** One entry: a sample of the mark, 20 pixels wide around (0, 0), and what it stands for. */
export interface LegendItem {
  readonly label: string;
  sample(group: SVGElement): void;
}

/** Entries laid out in rows. */
export interface Legend {
  readonly height: number;
  draw(parent: SVGElement, top: number): void;
}

const rowHeight = 18;
const sampleWidth = 20;
const gap = 6;

/** Lays entries out from the left, wrapping at `width` (that of the whole chart). */
export function layOutLegend(items: readonly LegendItem[], width: number): Legend {
  const room = width - 2 * margin;
  const placed: { item: LegendItem; x: number; row: number; labelWidth: number }[] = [];
  let x = 0;
  let row = 0;
  for (const item of items) {
    const labelWidth = Math.min(textWidth(item.label), room - sampleWidth - gap);
    const itemWidth = sampleWidth + gap + labelWidth;
    if (x > 0 && x + itemWidth > room) {
      x = 0;
      row += 1;
    }
    placed.push({ item, x, row, labelWidth });
    x += itemWidth + 16;
  }
  return {
    height: items.length === 0 ? 0 : (row + 1) * rowHeight + 4,
    draw(parent, top): void {
      if (items.length === 0) return;
      const legend = add(parent, "g", { class: "wellfit-legend" });
      for (const { item, x: left, row: line, labelWidth } of placed) {
        const y = top + line * rowHeight + rowHeight / 2;
        const entry = add(legend, "g", { transform: `translate(${px(margin + left)},${y})` });
        item.sample(add(entry, "g", { transform: `translate(${sampleWidth / 2},0)` }));
        addFitted(entry, item.label, labelWidth + 1, { x: sampleWidth + gap, dy: "0.35em" });
      }
    },
  };
}
