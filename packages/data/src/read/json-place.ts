/** A place in a JSON text where something is wrong, and what was expected there. */
export interface JsonFault {
  readonly offset: number;
  readonly expected: string;
}

/** The line and the character in it (1-based) of an offset. */
export const lineAndColumn = (text: string, offset: number): { line: number; column: number } => {
  let line = 1;
  let start = 0;
  for (let at = text.indexOf("\n"); at >= 0 && at < offset; at = text.indexOf("\n", at + 1)) {
    line++;
    start = at + 1;
  }
  return { line, column: offset - start + 1 };
};

const blank = /[ \t\n\r]*/y;
const escaped = /\\(?:["\\/bfnrt]|u[\dA-Fa-f]{4})/y;
const scalarToken = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/y;

const match = (token: RegExp, text: string, at: number): number => {
  token.lastIndex = at;
  return token.test(text) ? token.lastIndex : -1;
};

const skip = (text: string, at: number): number => match(blank, text, at);

const endOfString = (text: string, from: number): number => {
  for (let at = from + 1; at < text.length; ) {
    const code = text.charCodeAt(at);
    if (code === 0x22) return at + 1;
    if (code < 0x20) return -1;
    at = code === 0x5c ? match(escaped, text, at) : at + 1;
    if (at < 0) return -1;
  }
  return -1;
};

interface Level {
  readonly array: boolean;
  key: string | number;
}

/**
 * Walks a JSON text, which the platform's parser is quicker at but tells no places of. Gives the offset of
 * the value at `path` (keys and places from the root), or where the text stops being JSON.
 */
export const placeInJson = (
  text: string,
  path?: readonly (string | number)[],
): { offset: number } | JsonFault | undefined => {
  const levels: Level[] = [];
  let at = skip(text, 0);
  const here = (): boolean =>
    path !== undefined && levels.length === path.length && levels.every(({ key }, i) => key === path[i]);
  const fault = (offset: number, expected: string): JsonFault => ({ offset, expected });

  const readKey = (level: Level): JsonFault | undefined => {
    const end = text[at] === '"' ? endOfString(text, at) : -1;
    if (end < 0) return fault(at, "a name in double quotes");
    try {
      level.key = JSON.parse(text.slice(at, end)) as string;
    } catch {
      return fault(at, "a name in double quotes, with valid escapes");
    }
    at = skip(text, end);
    if (text[at] !== ":") return fault(at, 'a ":" after the name');
    at = skip(text, at + 1);
    return undefined;
  };

  for (;;) {
    if (here()) return { offset: at };
    const mark = text[at];
    let closed = false;
    if (mark === "[" || mark === "{") {
      const level: Level = { array: mark === "[", key: 0 };
      at = skip(text, at + 1);
      if (text[at] === (level.array ? "]" : "}")) {
        at = skip(text, at + 1);
        closed = true;
      } else {
        levels.push(level);
        if (!level.array) {
          const wrong = readKey(level);
          if (wrong !== undefined) return wrong;
        }
      }
    } else {
      const end = mark === '"' ? endOfString(text, at) : match(scalarToken, text, at);
      if (end < 0) {
        return fault(
          at,
          mark === '"' ? "a closed string with valid escapes, without line breaks" : "a value",
        );
      }
      at = skip(text, end);
      closed = true;
    }
    while (closed) {
      const level = levels.at(-1);
      if (level === undefined) return at < text.length ? fault(at, "the end of the text") : undefined;
      const close = level.array ? "]" : "}";
      if (text[at] === ",") {
        at = skip(text, at + 1);
        if (level.array) level.key = (level.key as number) + 1;
        else {
          const wrong = readKey(level);
          if (wrong !== undefined) return wrong;
        }
        closed = false;
      } else if (text[at] === close) {
        levels.pop();
        at = skip(text, at + 1);
      } else return fault(at, `"," or "${close}"`);
    }
  }
};

/** The text at an offset, cut, as it stands in a message. */
export const shownAt = (text: string, offset: number): string => {
  if (offset >= text.length) return "the end of the text";
  const rest = text.slice(offset, offset + 24).split("\n")[0]!;
  return JSON.stringify(
    rest.length < 20 || rest.length === text.length - offset ? rest : `${rest.slice(0, 20)}…`,
  );
};
