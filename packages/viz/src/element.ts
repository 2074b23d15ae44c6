/** The SVG namespace. */
export const svgNamespace = "http://www.w3.org/2000/svg";

/** Attributes of an element; `undefined` leaves one out. */
export type Attributes = Readonly<Record<string, string | number | undefined>>;

/** Rounds a coordinate to a hundredth of a pixel: nobody sees less, and the file stays small. */
export function px(value: number): number {
  const rounded = Math.round(value * 100) / 100;
  return rounded === 0 ? 0 : rounded; // never "-0"
}

/** Sets attributes on an element, numbers rounded by `px`. */
export function setAttributes(element: Element, attributes: Attributes): void {
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== undefined)
      element.setAttribute(name, String(typeof value === "number" ? px(value) : value));
  }
}

/** Appends an SVG element to `parent`; text goes in as text, so it can never become markup. */
export function add(parent: Element, name: string, attributes: Attributes = {}, text?: string): SVGElement {
  const element = parent.ownerDocument.createElementNS(svgNamespace, name) as SVGElement;
  setAttributes(element, attributes);
  if (text !== undefined) element.textContent = text;
  parent.appendChild(element);
  return element;
}
