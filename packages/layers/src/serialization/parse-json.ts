/** No model's settings are nested deeper: three levels for each model within a model. */
const DEEPEST = 300;

/**
 * JSON from a file that may come from anywhere.
 *
 * @param where - What asks, such as `loadModel: config.json`.
 * @throws SyntaxError for text that is no JSON, RangeError for what is nested without end or named to change objects.
 */
export function parseJson(where: string, text: string): unknown {
  checkDepth(where, text);
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new SyntaxError(
      `${where}: the text is not JSON (${why}); pass what JSON.stringify(model) gave, or a whole file`,
    );
  }
  checkKeys(where, value);
  return value;
}

/** Counts brackets outside of strings, because the stack of a parser ends somewhere. */
function checkDepth(where: string, text: string): void {
  let depth = 0;
  let quoted = false;
  for (let i = 0; i < text.length; i++) {
    const letter = text.charCodeAt(i);
    if (quoted) {
      if (letter === 0x5c) i++;
      else if (letter === 0x22) quoted = false;
    } else if (letter === 0x22) quoted = true;
    else if (letter === 0x5b || letter === 0x7b) depth++;
    else if (letter === 0x5d || letter === 0x7d) depth--;
    if (depth > DEEPEST) {
      throw new RangeError(
        `${where}: the settings are nested deeper than ${DEEPEST}; the file is damaged or hostile`,
      );
    }
  }
}

/** Refuses names that stand for parts of every object. */
function checkKeys(where: string, value: unknown): void {
  if (typeof value !== "object" || value === null) return;
  for (const [key, one] of Object.entries(value)) {
    if (key === "__proto__" || key === "constructor" || key === "prototype") {
      throw new RangeError(
        `${where}: the settings have the name ${JSON.stringify(key)}; the file is damaged or hostile`,
      );
    }
    checkKeys(where, one);
  }
}
