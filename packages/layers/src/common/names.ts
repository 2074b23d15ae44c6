/** `kernel_initializer` → `kernelInitializer`; names without underscores stay as they are. */
export function camelCase(name: string): string {
  return name.replace(/_+([a-zA-Z0-9])/g, (_, letter: string) => letter.toUpperCase());
}

/** `kernelInitializer`, `KernelInitializer` → `kernel_initializer`, by the two replacements that Keras uses. */
export function snakeCase(name: string): string {
  return name
    .replace(/\W+/g, "")
    .replace(/(.)([A-Z][a-z]+)/g, "$1_$2")
    .replace(/([a-z])([A-Z])/g, "$1_$2")
    .toLowerCase();
}

/** One spelling for `he_normal`, `heNormal` and `HeNormal`. */
export function normalName(name: string): string {
  return name.replace(/[^a-zA-Z0-9]/g, "").toLowerCase();
}

/** The first letter in upper case: `loss` → `Loss`. */
export function capitalized(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1);
}

/** An object with its own keys (not those of nested objects) in camelCase. */
export function camelKeys(config: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(config).map(([key, value]) => [camelCase(key), value]));
}

/** ` (did you mean "adam"?)` when one of the names is close to the one received, else nothing. */
export function didYouMean(received: string, names: readonly string[]): string {
  const from = normalName(received);
  let best: string | undefined;
  let least = Math.max(2, Math.floor(from.length / 3)) + 1;
  for (const name of names) {
    const other = normalName(name);
    const begins = from.length >= 3 && other.startsWith(from);
    const distance = begins ? 1 : editDistance(from, other);
    if (distance < least) [best, least] = [name, distance];
  }
  return best === undefined ? "" : ` (did you mean ${JSON.stringify(best)}?)`;
}

/** Levenshtein's distance. */
function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const swap = (row[j - 1] as number) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(swap, (row[j] as number) + 1, (next[j - 1] as number) + 1));
    }
    row = next;
  }
  return row[b.length] as number;
}
