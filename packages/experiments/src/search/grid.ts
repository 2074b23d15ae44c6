/** For each parameter the values to try. */
export type Grid = Readonly<Record<string, readonly unknown[]>>;

/** One value for each parameter of a grid. */
export type GridParameters<G extends Grid> = { -readonly [K in keyof G]: G[K][number] };

/** Throws unless there is something to choose from. */
export function checkSpace(where: string, space: unknown, example: string): void {
  if (
    typeof space !== "object" ||
    space === null ||
    Array.isArray(space) ||
    Object.keys(space).length === 0
  ) {
    throw new TypeError(`${where}: received ${String(space)}, expected lists of values such as ${example}`);
  }
}

/** Throws unless the values of a parameter are a list with something in it. */
export function checkValues(where: string, name: string, values: unknown, else_: string): void {
  if (Array.isArray(values) && values.length > 0) return;
  const received = Array.isArray(values) ? "an empty list" : String(values);
  throw new TypeError(`${where}: received ${received} for ${name}, expected a list of values${else_}`);
}

/** All combinations of a grid: the last parameter changes first. */
export function combinations(grid: Grid): Record<string, unknown>[] {
  let all: Record<string, unknown>[] = [{}];
  for (const [name, values] of Object.entries(grid)) {
    all = all.flatMap((parameters) => values.map((value) => ({ ...parameters, [name]: value })));
  }
  return all;
}
