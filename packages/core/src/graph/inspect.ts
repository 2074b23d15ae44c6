/** Makes Node's console show what `toString()` says instead of an object's insides. */
export function showAsText(prototype: object): void {
  Object.defineProperty(prototype, Symbol.for("nodejs.util.inspect.custom"), {
    value(): string {
      return String(this);
    },
  });
}
