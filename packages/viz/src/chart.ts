import { add, setAttributes, svgNamespace } from "./element";
import { fontSize, textWidth, titleSize, truncate } from "./text";
import { papers, type Theme } from "./theme";

/**
 * A chart: an SVG element to put in a page, that draws itself anew with `update(data)`. Bad data makes
 * `update` throw and leaves the picture as it was.
 */
export type Chart<D> = SVGSVGElement & { update(data: D): void };

/** What every chart can be told. */
export interface ChartOptions {
  /** Shown above the chart, and its name to a screen reader. Default: the kind of chart. */
  title?: string;
  /** Width in pixels. Default: by the kind of chart. */
  width?: number;
  /** Height in pixels. Default: by the kind of chart. */
  height?: number;
  /** The document to draw in. Default: the page's; Node has none, so pass one (of linkedom, say). */
  document?: Document;
  /** How the chart meets its background. Default `"auto"`, which follows the page. */
  theme?: Theme;
  /** The `id` that those of title and description begin with. Default: made from their text. */
  id?: string;
}

/** A picture that is worked out but not yet drawn. */
export interface Picture {
  readonly width: number;
  readonly height: number;
  readonly title: string;
  readonly description: string;
  draw(root: SVGElement): void;
}

/** Room for the title; everything else of a chart stands below. */
export const titleHeight = 28;

/** Space kept free on every side, in pixels. */
export const margin = 10;

function resolveDocument(kind: string, document: Document | undefined): Document {
  const found = document ?? (globalThis as { document?: Document }).document;
  if (found !== undefined && found !== null && typeof found.createElementNS === "function") return found;
  throw new Error(
    `${kind}: expected a document to draw in, received ${document === undefined ? "none, and there is no globalThis.document" : typeof document}; ` +
      `in Node pass one: ${kind}(data, { document: parseHTML("<html></html>").document }) with parseHTML of linkedom`,
  );
}

/** Checks a side given in options; at least `least` pixels are needed to draw anything legible. */
export function checkSide(
  kind: string,
  name: "width" | "height",
  value: number | undefined,
  preset: number,
  least: number,
): number {
  const side = value ?? preset;
  if (typeof side === "number" && Number.isFinite(side) && side >= least && side <= 20_000) return side;
  throw new RangeError(
    `${kind}: expected ${name} from ${Math.ceil(least)} to 20000 pixels, received ${String(side)}`,
  );
}

// FNV-1a: small, and the same everywhere.
function hash(text: string): string {
  let h = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) h = Math.imul(h ^ text.charCodeAt(i), 0x01000193) >>> 0;
  return h.toString(36);
}

function render(svg: SVGSVGElement, kind: string, picture: Picture, options: ChartOptions): void {
  const theme = options.theme ?? "auto";
  const { width, height, title, description } = picture;
  const stage = svg.ownerDocument.createElementNS(svgNamespace, "svg") as SVGSVGElement;
  // Ids come from the text they name: two charts in a page can only share an id when they share the text.
  const id = options.id ?? `wellfit-${hash(`${kind}|${title}|${description}`)}`;
  add(stage, "title", { id: `${id}-title` }, title);
  add(stage, "desc", { id: `${id}-desc` }, description);
  if (theme !== "auto") {
    add(stage, "rect", { class: "wellfit-background", width, height, fill: papers[theme].surface });
  }
  add(
    stage,
    "text",
    { class: "wellfit-title", x: margin, y: margin + titleSize, "font-size": titleSize, "font-weight": 600 },
    truncate(title, width - 2 * margin, titleSize * 1.1),
  );
  picture.draw(stage);

  // Only now, when nothing can throw any more, does the picture replace the one before.
  while (svg.firstChild) svg.removeChild(svg.firstChild);
  while (stage.firstChild) svg.appendChild(stage.firstChild);
  setAttributes(svg, {
    class: `wellfit-chart wellfit-${kind.replace(/[A-Z]/g, (c) => `-${c.toLowerCase()}`)}`,
    role: "img",
    "aria-labelledby": `${id}-title ${id}-desc`,
    viewBox: `0 0 ${width} ${height}`,
    width,
    height,
    fill: "currentColor",
    color: theme === "auto" ? undefined : papers[theme].ink,
    "font-family": "system-ui, sans-serif",
    "font-size": fontSize,
    style: "max-width:100%;height:auto",
  });
}

/** Checks the options that every chart shares. */
function checkOptions(kind: string, options: ChartOptions): void {
  const theme = options.theme ?? "auto";
  if (theme !== "auto" && theme !== "light" && theme !== "dark") {
    throw new TypeError(
      `${kind}: expected theme "auto", "light" or "dark", received ${JSON.stringify(theme)}`,
    );
  }
  if (options.title !== undefined && typeof options.title !== "string") {
    throw new TypeError(`${kind}: expected title to be a string, received ${typeof options.title}`);
  }
  if (options.id !== undefined && !/^[A-Za-z][\w.-]*$/.test(options.id)) {
    throw new TypeError(
      `${kind}: expected an id of letters, digits, "-", "_" and ".", beginning with a letter, received ${JSON.stringify(options.id)}`,
    );
  }
}

/** An empty chart and the function that draws a picture into it. */
export function canvas(
  kind: string,
  options: ChartOptions,
): { svg: SVGSVGElement; show(picture: Picture): void } {
  checkOptions(kind, options);
  const svg = resolveDocument(kind, options.document).createElementNS(svgNamespace, "svg") as SVGSVGElement;
  return { svg, show: (picture) => render(svg, kind, picture, options) };
}

/** Makes a chart of a function from data to picture. */
export function makeChart<D>(
  kind: string,
  data: D,
  options: ChartOptions,
  compose: (data: D) => Picture,
): Chart<D> {
  const { svg, show } = canvas(kind, options);
  show(compose(data));
  return Object.assign(svg, { update: (next: D): void => show(compose(next)) });
}

/** A text that fits `maxWidth`; when it had to be cut, the whole of it becomes the tooltip. */
export function addFitted(
  parent: Element,
  text: string,
  maxWidth: number,
  attributes: Readonly<Record<string, string | number | undefined>>,
): SVGElement {
  const shown = truncate(text, maxWidth);
  const element = add(parent, "text", attributes, shown);
  if (textWidth(text) > maxWidth) add(element, "title", {}, text);
  return element;
}
