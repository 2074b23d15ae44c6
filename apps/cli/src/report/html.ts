/** Text that is HTML already. */
export interface Html {
  readonly html: string;
}

type Part = string | number | Html | readonly Html[] | undefined | false;

const escapes: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

const write = (part: Part): string => {
  if (part === undefined || part === false) return "";
  if (typeof part === "number") return String(part);
  if (typeof part === "string")
    return part.replace(/[&<>"']/g, (character) => escapes[character] ?? character);
  return "html" in part ? part.html : part.map(({ html }) => html).join("");
};

/** HTML from a template: everything that is put in is escaped, unless it is HTML itself. */
export const html = (texts: TemplateStringsArray, ...parts: readonly Part[]): Html => ({
  html: texts.reduce((all, text, i) => all + write(parts[i - 1]) + text),
});

/** Text that is taken as HTML: for what this program made, never for data. */
export const trusted = (text: string): Html => ({ html: text });
