/** JSON as run folders hold it: indented, with lists of plain values on one line, ended by a line break. */
export const toJsonText = (value: unknown): string => `${write(JSON.parse(JSON.stringify(value)), "")}\n`;

const isPlain = (value: unknown): boolean => typeof value !== "object" || value === null;

const write = (value: unknown, indent: string): string => {
  if (isPlain(value)) return JSON.stringify(value);
  const inner = `${indent}  `;
  const list = Array.isArray(value);
  if (list && value.every(isPlain)) return `[${value.map((item) => JSON.stringify(item)).join(", ")}]`;
  const items = list
    ? value.map((item) => write(item, inner))
    : Object.entries(value as object).map(([key, item]) => `${JSON.stringify(key)}: ${write(item, inner)}`);
  if (items.length === 0) return list ? "[]" : "{}";
  const [open, close] = list ? "[]" : "{}";
  return `${open}\n${inner}${items.join(`,\n${inner}`)}\n${indent}${close}`;
};
