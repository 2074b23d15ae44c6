/**
 * The part of a split that rows belong to.
 *
 * @example
 * ```ts
 * const part: Part = "train";
 * ```
 */
export type Part = "train" | "dev" | "test";

let sources = 0;

/**
 * Where rows stand: a source as it was read or made, or one part of a split of it. What is held out and
 * what was fitted is noted per scope, in rows of that scope: so thirty splits of one table with thirty
 * seeds, each with its own fitted transforms, do not disturb one another.
 */
export class Scope {
  readonly nRows: number;
  readonly name: string;
  readonly id: number;
  readonly parent: Scope | undefined;
  readonly part: Part | undefined;
  /** The rows of the part in its parent; undefined for a source. */
  readonly rowsInParent: Int32Array | undefined;
  /** 1 for a row that some split put into dev or test. */
  heldOut: Uint8Array | undefined;
  /** Which transforms were fitted on this scope as a whole, and on which of its rows. */
  readonly fits: { by: string; rows: Uint8Array }[] = [];

  constructor(nRows: number, name: string, inside?: { parent: Scope; part: Part; rowsInParent: Int32Array }) {
    this.nRows = nRows;
    this.name = name;
    this.parent = inside?.parent;
    this.part = inside?.part;
    this.rowsInParent = inside?.rowsInParent;
    this.id = inside === undefined ? ++sources : inside.parent.id;
  }

  /** The dev or test part that these rows lie in, however deep; undefined when none. */
  heldOutPart(): Part | undefined {
    for (let scope: Scope | undefined = this; scope !== undefined; scope = scope.parent) {
      if (scope.part === "dev" || scope.part === "test") return scope.part;
    }
    return undefined;
  }
}

/** An object's rows in a scope; `rows` undefined means all of them in order. */
export interface Place {
  readonly scope: Scope;
  readonly rows: Int32Array | undefined;
}

// Keyed on the object itself, so a plain NdArray or array is remembered without a field of its own.
const places: WeakMap<object, Place> = /* @__PURE__ */ new WeakMap();

/** The place of an object; one that was never seen becomes a source of its own. */
export const placeOf = (object: object, nRows: number, name?: string): Place => {
  let place = places.get(object);
  if (place === undefined) {
    place = { scope: new Scope(nRows, name ?? "the data"), rows: undefined };
    places.set(object, place);
  }
  return place;
};

/** Notes that `object` holds the rows of `from` (all, or those at `rows`), unless it already has a place. */
export const derive = <T extends object>(object: T, from: Place, rows?: ArrayLike<number>): T => {
  if (places.has(object)) return object;
  const own =
    rows === undefined
      ? from.rows
      : Int32Array.from(rows, (row) => (from.rows === undefined ? row : from.rows[row]!));
  places.set(object, { scope: from.scope, rows: own });
  return object;
};

/** Notes that `object` is one part of a split of `from`. */
export const derivePart = (object: object, from: Place, rows: ArrayLike<number>, part: Part): void => {
  const rowsInParent = Int32Array.from(rows, (row) => (from.rows === undefined ? row : from.rows[row]!));
  const scope = new Scope(rows.length, from.scope.name, { parent: from.scope, part, rowsInParent });
  places.set(object, { scope, rows: undefined });
};

/** Calls back with each row of a place, in rows of its scope. */
export const eachRow = (place: Place, nRows: number, visit: (row: number) => void): void => {
  for (let i = 0; i < nRows; i++) visit(place.rows === undefined ? i : place.rows[i]!);
};

/**
 * Where the rows of a table or array came from.
 *
 * @example
 * ```ts
 * provenance(train); // { source: "penguins.csv", sourceId: 1, rows: Int32Array [...], part: "train" }
 * ```
 */
export interface Provenance {
  /** The file or generator that the rows came from, as far as it has a name. */
  readonly source: string;
  /** One number for each source that was read or made; equal for all that came from it. */
  readonly sourceId: number;
  /** The row in the source (0-based) of each row. */
  readonly rows: Int32Array;
  /** The part of the latest split that the rows belong to; undefined when they were not split. */
  readonly part: Part | undefined;
}

/**
 * Where the rows of a table, array or column came from, or undefined for an object that was neither read,
 * made, split nor transformed here.
 *
 * @example
 * ```ts
 * const { test } = split(table, { train: 0.6, dev: 0.2, test: 0.2, randomState: 1 });
 * provenance(test)?.part; // "test"
 * ```
 */
export function provenance(data: object): Provenance | undefined {
  const place = places.get(data);
  if (place === undefined) return undefined;
  let rows: Int32Array = place.rows ?? Int32Array.from({ length: place.scope.nRows }, (_, i) => i);
  for (let scope: Scope | undefined = place.scope; scope?.rowsInParent !== undefined; scope = scope.parent) {
    const outer: Int32Array = scope.rowsInParent;
    rows = rows.map((row) => outer[row]!);
  }
  const { name, id, part } = place.scope;
  return { source: name, sourceId: id, rows, part };
}
