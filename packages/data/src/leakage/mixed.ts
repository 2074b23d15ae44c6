import { makeOrigin } from "./origin";
import { inScope, type Origin, type Place, placeAt, putAt, Scope } from "./provenance";

const isOneEach = (rows: ArrayLike<number>): boolean => {
  const seen = new Set<number>();
  for (let i = 0; i < rows.length; i++) {
    if (rows[i]! < 0 || seen.has(rows[i]!)) return false;
    seen.add(rows[i]!);
  }
  return true;
};

/** Rows of a place (-1 for none) as origins: those of its scope, and those of what was joined to them. */
const originsAt = (
  place: Place,
  rows: Int32Array,
  starts: Int32Array | undefined,
  by: string,
): readonly Origin[] => [
  makeOrigin(by, {
    scopes: [place.scope],
    rows: rows.map((row) => (row < 0 ? -1 : inScope(place, row))),
    starts,
  }),
  ...(place.also ?? []).map((origin) => origin.gather(rows, starts)),
];

/**
 * Notes that each row of `object` was computed from a group of rows of `from`, as a summary is. Fitting on
 * it counts as fitting on all rows of its groups.
 *
 * @param groupOf The row of `object` that each row of `from` went into; -1 for none.
 * @param nGroups How many rows `object` has.
 * @param by The verb, for messages, such as `groupBy("city")`.
 */
export const deriveGroups = <T extends object>(
  object: T,
  from: Place,
  groupOf: ArrayLike<number>,
  nGroups: number,
  by: string,
): T => {
  const starts = new Int32Array(nGroups + 1);
  let taken = 0;
  for (let row = 0; row < groupOf.length; row++) {
    if (groupOf[row]! < 0) continue;
    starts[groupOf[row]! + 1]!++;
    taken++;
  }
  for (let group = 0; group < nGroups; group++) starts[group + 1]! += starts[group]!;
  const next = starts.slice();
  const rows = new Int32Array(taken);
  for (let row = 0; row < groupOf.length; row++) {
    if (groupOf[row]! >= 0) rows[next[groupOf[row]!]!++] = row;
  }
  const name = `${by} of ${from.scope.name}`;
  putAt(object, {
    scope: new Scope(nGroups, name, undefined, originsAt(from, rows, starts, by)),
    rows: undefined,
  });
  return object;
};

/**
 * Notes that each row of `object` was put together from a row of two others, as by a join. The rows count as
 * those of the left table; when a left row comes several times, or is missing, and the right ones do not, as
 * those of the right one. Fitting on it counts as fitting on both.
 *
 * @param leftRows The row of the left table in each row; -1 for none.
 * @param rightRows The row of the right table in each row; -1 for none.
 * @param by The verb, for messages, such as `join("customer")`.
 */
export const deriveJoin = <T extends object>(
  object: T,
  left: Place,
  leftRows: ArrayLike<number>,
  right: Place,
  rightRows: ArrayLike<number>,
  by: string,
): T => {
  const n = leftRows.length;
  const one = Int32Array.from(leftRows);
  const two = Int32Array.from(rightRows);
  const [first, firstRows, second, secondRows] =
    !isOneEach(one) && isOneEach(two) ? [right, two, left, one] : [left, one, right, two];
  const others = originsAt(second, secondRows, undefined, by);
  if (firstRows.some((row) => row < 0)) {
    const origins = [...originsAt(first, firstRows, undefined, by), ...others];
    const name = `${by} of ${left.scope.name} and ${right.scope.name}`;
    putAt(object, { scope: new Scope(n, name, undefined, origins), rows: undefined });
    return object;
  }
  const place = placeAt(first, firstRows);
  putAt(object, { ...place, also: [...(place.also ?? []), ...others] });
  return object;
};

/**
 * Notes that the rows of `object` are those of several others, one below the other. Fitting on it counts as
 * fitting on all of them, so a train and a test part put together again are told.
 *
 * @param by The verb, for messages, such as "concat".
 */
export const deriveStack = <T extends object>(
  object: T,
  parts: readonly { readonly place: Place; readonly nRows: number }[],
  by: string,
): T => {
  const n = parts.reduce((sum, part) => sum + part.nRows, 0);
  // One origin for all of them: one for each would hold as many rows as there are, times the parts.
  const scopes = [...new Set(parts.map(({ place }) => place.scope))];
  const which = new Map(scopes.map((scope, i) => [scope, i]));
  const rows = new Int32Array(n);
  const of = new Int32Array(n);
  const joined: Origin[] = [];
  let offset = 0;
  for (const { place, nRows } of parts) {
    const [from, to] = [offset, offset + nRows];
    of.fill(which.get(place.scope)!, from, to);
    for (let row = 0; row < nRows; row++) rows[from + row] = inScope(place, row);
    if (place.also !== undefined) {
      const own = rows.map((_, i) => (i >= from && i < to ? i - from : -1));
      joined.push(...place.also.map((origin) => origin.gather(own, undefined)));
    }
    offset = to;
  }
  const origins = [makeOrigin(by, { scopes, rows, of }), ...joined];
  const names = [...new Set(scopes.map(({ name }) => name))];
  const shown =
    names.length > 3 ? `${names.slice(0, 3).join(", ")} and ${names.length - 3} more` : names.join(" and ");
  putAt(object, { scope: new Scope(n, `${by} of ${shown}`, undefined, origins), rows: undefined });
  return object;
};
