/** JSON with the separators of Python's `json.dumps`, ", " and ": ", as Keras writes it. */
export function pythonJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map((one) => pythonJson(one ?? null)).join(", ")}]`;
  if (typeof value === "object" && value !== null) {
    const { toJSON } = value as { toJSON?: () => unknown };
    if (typeof toJSON === "function") return pythonJson(toJSON.call(value));
    const entries = Object.entries(value).filter(([, one]) => one !== undefined);
    return `{${entries.map(([key, one]) => `${ascii(key)}: ${pythonJson(one)}`).join(", ")}}`;
  }
  return typeof value === "string" ? ascii(value) : (JSON.stringify(value) ?? "null");
}

/** A text whose letters beyond ASCII are escaped, so that attributes marked as ASCII can hold it. */
function ascii(text: string): string {
  return JSON.stringify(text).replace(
    /[\u007f-\uffff]/g,
    (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}
