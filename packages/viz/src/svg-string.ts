import { svgNamespace } from "./element";

// XML 1.0 has no way to write any other character, and a file with one does not open.
const unwritable = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu;

function escapeXml(text: string): string {
  return text
    .replace(unwritable, "\ufffd")
    .replace(/&/g, "&amp;")
    .replace(/</g, "&lt;")
    .replace(/>/g, "&gt;")
    .replace(/"/g, "&quot;");
}

function write(node: Node): string {
  if (node.nodeType === 3) return escapeXml(node.nodeValue ?? "");
  if (node.nodeType !== 1) return "";
  const element = node as Element;
  // In order of name: documents differ in the order they keep.
  const attributes = Array.from(element.attributes, ({ name, value }) => [name, value] as const)
    .filter(([name]) => name !== "xmlns")
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, value]) => ` ${name}="${escapeXml(value)}"`)
    .join("");
  const content = Array.from(element.childNodes, write).join("");
  const name = element.localName;
  return content === "" ? `<${name}${attributes}/>` : `<${name}${attributes}>${content}</${name}>`;
}

/**
 * Writes a chart as a standalone SVG document: save it as a file, or place it in HTML as it is. The same
 * data and options give the same string, in Node and in every browser.
 *
 * @param chart Any chart of this package, or another SVG element.
 * @returns The document, beginning with `<svg xmlns="http://www.w3.org/2000/svg"`.
 * @throws TypeError when `chart` is not an SVG element.
 * @example
 * ```ts
 * import { learningCurves, toSvgString } from "@wellfit/viz";
 * import { parseHTML } from "linkedom";
 *
 * const { document } = parseHTML("<html></html>");
 * const chart = learningCurves({ loss: [0.7, 0.4, 0.3] }, { document, theme: "light" });
 * const text = toSvgString(chart); // `<svg xmlns="http://www.w3.org/2000/svg" aria-labelledby=…`
 * ```
 */
export function toSvgString(chart: SVGSVGElement): string {
  if (typeof chart !== "object" || chart === null || chart.localName !== "svg") {
    throw new TypeError(
      `toSvgString: expected a chart (an <svg> element), received ${chart === null ? "null" : typeof chart}`,
    );
  }
  return write(chart).replace("<svg", `<svg xmlns="${svgNamespace}"`);
}
