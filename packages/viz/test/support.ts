import { parseHTML } from "linkedom";

/** A document as a server would pass one. */
export function newDocument(): Document {
  return parseHTML("<!doctype html><html><body></body></html>").document as unknown as Document;
}

/** A rectangle in pixels. */
export interface Box {
  x: number;
  y: number;
  width: number;
  height: number;
}

export function number(element: Element, name: string): number {
  const text = element.getAttribute(name);
  const value = Number(text);
  if (text === null || Number.isNaN(value))
    throw new Error(`${element.localName} has no number in ${name}: ${text}`);
  return value;
}

export function plotOf(parent: Element): Box {
  const rect = parent.querySelector(".wellfit-plot")!;
  return {
    x: number(rect, "x"),
    y: number(rect, "y"),
    width: number(rect, "width"),
    height: number(rect, "height"),
  };
}

/** The vertices of a path of absolute M and L commands. */
export function vertices(path: Element): { x: number; y: number }[] {
  const d = path.getAttribute("d")!;
  return [...d.matchAll(/[ML](-?[\d.]+),(-?[\d.]+)/g)].map(([, x, y]) => ({ x: Number(x), y: Number(y) }));
}

/** Where the marks of a panel are: path vertices, circles, squares, lines and translated symbols. */
export function markPositions(parent: Element): { x: number; y: number }[] {
  return [...parent.querySelectorAll(".wellfit-marks *, .wellfit-field *")].flatMap((mark) => {
    const moved = /translate\((-?[\d.]+),(-?[\d.]+)\)/.exec(mark.getAttribute("transform") ?? "");
    if (moved) return [{ x: Number(moved[1]), y: Number(moved[2]) }];
    if (mark.localName === "path") return vertices(mark);
    if (mark.localName === "circle") return [{ x: number(mark, "cx"), y: number(mark, "cy") }];
    if (mark.localName === "rect") return [{ x: number(mark, "x") + 3, y: number(mark, "y") + 3 }];
    if (mark.localName !== "line") return [];
    return [
      { x: number(mark, "x1"), y: number(mark, "y1") },
      { x: number(mark, "x2"), y: number(mark, "y2") },
    ];
  });
}

export function isInside(box: Box, { x, y }: { x: number; y: number }): boolean {
  const slack = 0.01; // coordinates are rounded to a hundredth
  return (
    x >= box.x - slack &&
    x <= box.x + box.width + slack &&
    y >= box.y - slack &&
    y <= box.y + box.height + slack
  );
}

/** The straight line from pixels to values that the ticks of an axis tell a reader. */
export function readAxis(parent: Element, name: "x" | "y"): (pixel: number) => number {
  const ticks = [...parent.querySelectorAll(`.wellfit-axis-${name} .tick`)].map((tick) => {
    const [, x, y] = /translate\((-?[\d.]+),(-?[\d.]+)\)/.exec(tick.getAttribute("transform")!)!;
    const text = tick.querySelector("text")!.textContent!.replace("\u2212", "-").replace(/,/g, "");
    const value = text.endsWith("k") ? Number(text.slice(0, -1)) * 1000 : Number(text);
    return { at: Number(name === "x" ? x : y), value };
  });
  const [a, b] = [ticks[0]!, ticks.at(-1)!];
  if (a === b) throw new Error(`the ${name} axis has ${ticks.length} tick`);
  return (pixel) => a.value + ((pixel - a.at) / (b.at - a.at)) * (b.value - a.value);
}

/** Throws unless the text is well-formed XML of the kind a chart may have (elements, attributes, text). */
export function checkXml(text: string): void {
  const open: string[] = [];
  let rest = text;
  while (rest !== "") {
    const token =
      /^<([A-Za-z]+)((?: [A-Za-z0-9:-]+="[^"<]*")*)(\/?)>/.exec(rest) ??
      /^<\/([A-Za-z]+)>/.exec(rest) ??
      /^[^<>]+/.exec(rest);
    if (token === null) throw new Error(`not well-formed at ${rest.slice(0, 80)}`);
    rest = rest.slice(token[0].length);
    if (/&(?!(amp|lt|gt|quot);)/.test(token[0])) throw new Error(`bare & in ${token[0]}`);
    if (token[0].startsWith("</")) {
      if (open.pop() !== token[1]) throw new Error(`${token[0]} closes nothing`);
    } else if (token[0].startsWith("<")) {
      const names = [...token[2]!.matchAll(/ ([A-Za-z0-9:-]+)=/g)].map((match) => match[1]);
      if (new Set(names).size !== names.length) throw new Error(`an attribute stands twice in ${token[0]}`);
      if (token[3] === "") open.push(token[1]!);
    } else if (open.length === 0) throw new Error(`text outside the root: ${token[0]}`);
  }
  if (open.length > 0) throw new Error(`not closed: ${open.join(", ")}`);
}
