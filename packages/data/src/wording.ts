/** Names in quotes, the first few of them, for a message. */
export const listNames = (names: readonly string[], most = 8): string => {
  const shown = names.slice(0, most).map((name) => `"${name}"`);
  const more = names.length - shown.length;
  return more > 0 ? `${shown.join(", ")} and ${more} more` : shown.join(", ");
};

/** "1 row", "2 rows". */
export const count = (n: number, noun: string, plural: string = `${noun}s`): string =>
  `${n} ${n === 1 ? noun : plural}`;

// Levenshtein's distance, two rows at a time.
const distance = (a: string, b: string): number => {
  let previous = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const current = [i];
    for (let j = 1; j <= b.length; j++) {
      const change = previous[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1);
      current.push(Math.min(change, previous[j]! + 1, current[j - 1]! + 1));
    }
    previous = current;
  }
  return previous[b.length]!;
};

/** The name that was probably meant, or undefined when none is near. */
export const nearestName = (name: string, names: readonly string[]): string | undefined => {
  let best: string | undefined;
  let least = Math.max(2, Math.floor(name.length / 3)) + 1;
  for (const candidate of names) {
    const d = distance(name.toLowerCase(), candidate.toLowerCase());
    if (d < least) {
      least = d;
      best = candidate;
    }
  }
  return best;
};

/** `no column "speceis"; did you mean "species"? The columns are …` */
export const unknownColumn = (name: string, names: readonly string[]): string => {
  const near = nearestName(name, names);
  const hint = near === undefined ? "." : `; did you mean "${near}"?`;
  return `there is no column "${name}"${hint} The columns are ${listNames(names, 40)}`;
};
