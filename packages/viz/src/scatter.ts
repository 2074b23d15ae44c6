import {
  type SymbolType,
  symbol,
  symbolCircle,
  symbolDiamond,
  symbolSquare,
  symbolStar,
  symbolTriangle,
  symbolWye,
} from "d3-shape";
import type { NumberScale } from "./axes";
import { type Attributes, add, px } from "./element";
import { colour } from "./theme";

// Largest differences first, so that two or three classes never look alike.
const shapes: readonly SymbolType[] = [
  symbolCircle,
  symbolTriangle,
  symbolSquare,
  symbolDiamond,
  symbolStar,
  symbolWye,
];

/** More marks than this are drawn as little squares, one for all points in it. */
const manyPoints = 2000;
const squareSide = 2;

/** The attributes of the mark of a class: its own shape and its own colour. */
export function classMark(index: number): Attributes {
  const path = symbol(shapes[index % shapes.length], 44)() ?? "";
  return {
    d: path.replace(/-?\d+\.\d+(e-?\d+)?/g, (number) => String(px(Number(number)))),
    fill: colour(index),
    stroke: "currentColor",
    "stroke-width": "0.75",
    "stroke-opacity": "0.75",
  };
}

function squares(points: readonly Point[], x: NumberScale, y: NumberScale): string {
  const taken = new Set<string>();
  for (const point of points) {
    const [left, top] = [x(point.x), y(point.y)].map((v) => Math.floor(v / squareSide) * squareSide);
    taken.add(`M${left},${top}`);
  }
  return [...taken].map((start) => `${start}h${squareSide}v${squareSide}h${-squareSide}z`).join("");
}

/** A point to draw, and the class whose mark it gets. */
export interface Point {
  readonly x: number;
  readonly y: number;
  readonly group: number;
}

/** Draws points with the marks of their classes; very many become squares of 2 by 2 pixels. */
export function drawPoints(
  parent: SVGElement,
  points: readonly Point[],
  x: NumberScale,
  y: NumberScale,
  attributes: Attributes = {},
): void {
  const marks = add(parent, "g", { class: "wellfit-marks" });
  const groups = [...new Set(points.map((point) => point.group))].sort((a, b) => a - b);
  for (const group of groups) {
    const members = points.filter((point) => point.group === group);
    const { d, ...look } = classMark(group);
    if (points.length > manyPoints) {
      add(marks, "path", { d: squares(members, x, y), fill: look.fill, "fill-opacity": "0.8" });
      continue;
    }
    const parentOfClass = add(marks, "g", { ...look, ...attributes });
    for (const point of members) {
      add(parentOfClass, "path", { transform: `translate(${px(x(point.x))},${px(y(point.y))})`, d });
    }
  }
}
