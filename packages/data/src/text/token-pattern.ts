import { DataError } from "../errors";

const word = "\\p{L}\\p{N}_";

// What \w, \d and \b mean in Python, where they know the letters of all scripts.
const translate = (pattern: string): string => {
  let out = "";
  let inClass = false;
  for (let i = 0; i < pattern.length; i++) {
    const char = pattern[i]!;
    const next = pattern[i + 1];
    if (char === "\\" && next !== undefined) {
      i++;
      if (next === "w") out += inClass ? word : `[${word}]`;
      else if (next === "W" && !inClass) out += `[^${word}]`;
      else if (next === "d") out += "\\p{Nd}";
      else if (next === "D") out += "\\P{Nd}";
      else if (next === "b" && !inClass) {
        out += `(?:(?<=[${word}])(?![${word}])|(?<![${word}])(?=[${word}]))`;
      } else out += char + next;
      continue;
    }
    if (char === "[" && !inClass) inClass = true;
    else if (char === "]") inClass = false;
    out += char;
  }
  return out;
};

/** The default, words of two characters at least; the same as "\\b\\w\\w+\\b", without looking back. */
export const defaultPattern = "(?u)\\b\\w\\w+\\b";

/** The expression that finds tokens: a text is read as Python reads it, an expression of JavaScript as it is. */
export const tokenExpression = (pattern: string | RegExp, who: string): RegExp => {
  if (pattern === defaultPattern) return new RegExp(`[${word}]{2,}`, "gu");
  try {
    const found =
      typeof pattern === "string"
        ? new RegExp(translate(pattern.replace(/^\(\?u\)/, "")), "gu")
        : new RegExp(
            pattern.source,
            [...new Set(`g${pattern.flags}`)].filter((flag) => flag !== "y").join(""),
          );
    // An alternative that is always found tells how many groups there are.
    const groups = new RegExp(`${found.source}|`, found.flags).exec("")!.length - 1;
    if (groups <= 1) return found;
    throw new DataError(
      `${who}: expected tokenPattern with at most one group in brackets, received ${groups}; write the others as (?:…)`,
    );
  } catch (error) {
    if (error instanceof DataError) throw error;
    throw new DataError(
      `${who}: expected tokenPattern as a regular expression, received ${String(pattern)} (${(error as Error).message})`,
    );
  }
};

/** The tokens of a text. */
export const tokensOf = (text: string, expression: RegExp): string[] => {
  const tokens: string[] = [];
  for (const found of text.matchAll(expression)) tokens.push(found[1] ?? found[0]);
  return tokens;
};
