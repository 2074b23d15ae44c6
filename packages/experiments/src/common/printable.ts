/** Gives plain data a `toString` that is not enumerable, so that it can still be compared and written as JSON. */
export function printable<T extends object>(data: T, print: () => string): T & { toString(): string } {
  return Object.defineProperty(data, "toString", { value: print });
}
