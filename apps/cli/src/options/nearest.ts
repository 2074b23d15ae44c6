/** How many letters must be put in, taken out, changed or swapped with the next to come from one text to the other. */
const distance = (a: string, b: string): number => {
  const rows = [Array.from({ length: b.length + 1 }, (_, j) => j)];
  for (let i = 1; i <= a.length; i++) {
    const [above, row] = [rows[i - 1] as number[], [i]];
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1];
      let least = Math.min(above[j]! + 1, row[j - 1]! + 1, above[j - 1]! + (same ? 0 : 1));
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      if (swapped) least = Math.min(least, rows[i - 2]![j - 2]! + 1);
      row.push(least);
    }
    rows.push(row);
  }
  return rows[a.length]![b.length]!;
};

/** The name that was probably meant: the nearest one, if it is near at all, or the only one that begins like this. */
export const nearest = (given: string, names: readonly string[]): string | undefined => {
  const text = given.toLowerCase();
  const beginning = names.filter((name) => text !== "" && name.startsWith(text));
  if (beginning.length === 1) return beginning[0];
  const far = names.map((name) => distance(text, name.toLowerCase()));
  const least = Math.min(...far);
  const name = names[far.indexOf(least)];
  return name !== undefined && least <= Math.max(1, name.length * 0.34) ? name : undefined;
};
