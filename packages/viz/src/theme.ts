import type { Attributes } from "./element";

/**
 * How a chart meets the background it lies on. `"auto"`: text and axes take the `color` of the page, small
 * surfaces follow its `color-scheme` (or the CSS variable `--wellfit-surface`), and no background is
 * painted. `"light"` and `"dark"`: plain colours on a background of the chart's own, for files and programs
 * that know no CSS.
 */
export type Theme = "auto" | "light" | "dark";

/** What a theme paints text, axes and background with. */
export const papers: Readonly<Record<"light" | "dark", { ink: string; surface: string }>> = {
  light: { ink: "#1b1f24", surface: "#ffffff" },
  dark: { ink: "#e6e8eb", surface: "#16181d" },
};

/**
 * The colours of series and classes, in order of use: those of Okabe and Ito (2008), which readers with any
 * common colour blindness tell apart, the ones readable on both white and black first.
 */
export const palette: readonly string[] = [
  "#0072B2", // blue
  "#D55E00", // vermilion
  "#009E73", // bluish green
  "#CC79A7", // reddish purple
  "#E69F00", // orange
  "#56B4E9", // sky blue
  "#F0E442", // yellow
];

/** The colour of the series or class with this index; colours repeat after the last. */
export function colour(index: number): string {
  return palette[index % palette.length]!;
}

/**
 * Attributes that paint `property` in one colour on a light page and another on a dark one. The attribute
 * holds the light colour, for programs that do not know `light-dark()`; the style overrules it elsewhere.
 */
export function paint(property: "fill" | "stroke", theme: Theme, light: string, dark: string): Attributes {
  if (theme === "light") return { [property]: light };
  if (theme === "dark") return { [property]: dark };
  if (light === dark) return { [property]: light };
  return { [property]: light, style: `${property}:light-dark(${light},${dark})` };
}

/** Attributes that paint `property` in the colour of the surface the chart lies on. */
export function paintSurface(property: "fill" | "stroke", theme: Theme): Attributes {
  if (theme !== "auto") return { [property]: papers[theme].surface };
  return { [property]: papers.light.surface, style: `${property}:var(--wellfit-surface,Canvas)` };
}
