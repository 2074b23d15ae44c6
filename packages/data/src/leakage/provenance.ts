/**
 * The part of a split that rows belong to. "trainDev" is held out of train, but from the distribution of train
 * (see `targetDistributionSplit`).
 *
 * @example
 * ```ts
 * const part: Part = "train";
 * ```
 */
export type Part = "train" | "trainDev" | "dev" | "test";

/** Which rows of which scopes something was made from: 1 for each of them. */
export type Trace = Map<Scope, Uint8Array>;

/**
 * Rows of a scope that the rows of an object, or of another scope, were made from. Whatever puts rows
 * together makes these (see `origin.ts`), so that a program without joins and summaries does not carry it.
 */
export interface Origin {
  /** The verb that put them together, for messages. */
  readonly by: string;
  /** The origin of the rows at the given places. */
  take(at: ArrayLike<number>): Origin;
  /** The origin of groups of rows: those of group `i` from `starts[i]` to `starts[i + 1]`, one each without. */
  gather(rows: Int32Array, starts: Int32Array | undefined): Origin;
  /** Marks what these rows (all `n`, or a list) were made from. */
  mark(trace: Trace, rows: number | ArrayLike<number>): void;
  /** Marks what the marked rows were made from, to the first sources. */
  follow(trace: Trace): void;
}

let sources = 0;
let scopes = 0;

/**
 * Where rows stand: a source as it was read or made, or one part of a split of it. What is held out and
 * what was fitted is noted per scope, in rows of that scope: so thirty splits of one table with thirty
 * seeds, each with its own fitted transforms, do not disturb one another.
 */
export class Scope {
  readonly nRows: number;
  readonly name: string;
  readonly id: number;
  /** Counts all scopes: what a scope was made from has a lower number than itself. */
  readonly serial: number;
  readonly parent: Scope | undefined;
  readonly part: Part | undefined;
  /** The rows of the part in its parent; undefined for a source. */
  readonly rowsInParent: Int32Array | undefined;
  /** 1 for a row that some split put into dev, test or trainDev. */
  heldOut: Uint8Array | undefined;
  /** On which of its rows transforms of each kind were fitted: one entry a kind, however often they are fitted. */
  readonly fits: Record<string, Uint8Array> = {};
  /** What its rows were computed from, when each comes from several (a summary of groups, a concatenation). */
  readonly origins: readonly Origin[];
  /** What counts the evaluations on it, when it is a test part. */
  seal: object | undefined;

  constructor(
    nRows: number,
    name: string,
    inside?: { parent: Scope; part: Part; rowsInParent: Int32Array },
    origins: readonly Origin[] = [],
  ) {
    this.serial = ++scopes;
    this.origins = origins;
    this.nRows = nRows;
    this.name = name;
    this.parent = inside?.parent;
    this.part = inside?.part;
    this.rowsInParent = inside?.rowsInParent;
    this.id = inside === undefined ? ++sources : inside.parent.id;
  }

  /** The part other than train that these rows lie in, however deep; undefined when none. */
  heldOutPart(): Part | undefined {
    for (let scope: Scope | undefined = this; scope !== undefined; scope = scope.parent) {
      if (scope.part !== undefined && scope.part !== "train") return scope.part;
    }
    return undefined;
  }
}

/** An object's rows in a scope; `rows` undefined means all of them in order. */
export interface Place {
  readonly scope: Scope;
  readonly rows: Int32Array | undefined;
  /** What else went into these rows: the other table of a join. */
  readonly also?: readonly Origin[] | undefined;
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

/** Where other packages look for the test part that rows belong to. */
const partSymbol: symbol = /* @__PURE__ */ Symbol.for("wellfit.part");

/** Remembers a place, and marks what lies in a sealed test part, so that other packages can tell. */
export const putAt = (object: object, place: Place): void => {
  places.set(object, place);
  const { seal } = place.scope;
  if (seal === undefined || !Object.isExtensible(object)) return;
  Object.defineProperty(object, partSymbol, { value: seal, configurable: true });
};

/** The row of the scope at a row of a place. */
export const inScope = (from: Place, row: number): number =>
  from.rows === undefined ? row : from.rows[row]!;

/** The rows of the scope at some rows of a place, as a list of their own. */
const allInScope = (from: Place, rows: ArrayLike<number>): Int32Array => {
  const out = new Int32Array(rows);
  if (from.rows !== undefined) for (let i = 0; i < out.length; i++) out[i] = from.rows[out[i]!]!;
  return out;
};

/** The place of some rows of a place. */
export const placeAt = (from: Place, rows: ArrayLike<number>): Place => ({
  scope: from.scope,
  rows: allInScope(from, rows),
  also: from.also?.map((origin) => origin.take(rows)),
});

/** Notes that `object` holds the rows of `from` (all, or those at `rows`), unless it already has a place. */
export const derive = <T extends object>(object: T, from: Place, rows?: ArrayLike<number>): T => {
  if (!places.has(object)) putAt(object, rows === undefined ? from : placeAt(from, rows));
  return object;
};

/** Notes that `object` is one part of a split of `from`, and what counts the evaluations on it. */
export const derivePart = (
  object: object,
  from: Place,
  rows: ArrayLike<number>,
  part: Part,
  seal?: object,
): void => {
  const { scope: parent } = from;
  const rowsInParent = allInScope(from, rows);
  const origins = parent.origins.map((origin) => origin.take(rowsInParent));
  const scope = new Scope(rows.length, parent.name, { parent, part, rowsInParent }, origins);
  scope.seal = seal;
  putAt(object, { scope, rows: undefined, also: from.also?.map((origin) => origin.take(rows)) });
};

/**
 * Follows rows (all `n` of them, or a list) to everything that they were made from.
 *
 * @param also Whether to follow what was joined to them too.
 */
export const traceRows = (place: Place, rows: number | ArrayLike<number>, also: boolean): Trace => {
  const { scope } = place;
  const own = new Uint8Array(scope.nRows);
  const n = typeof rows === "number" ? rows : rows.length;
  for (let i = 0; i < n; i++) own[inScope(place, typeof rows === "number" ? i : rows[i]!)] = 1;
  const trace: Trace = new Map([[scope, own]]);
  const joined = also ? (place.also ?? []) : [];
  for (const origin of joined) origin.mark(trace, rows);
  (joined[0] ?? scope.origins[0])?.follow(trace);
  return trace;
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
