import type { Cell } from "../cell";
import { DataError } from "../errors";
import { type RandomStateLike, randomState } from "../random/random-state";
import { encodeLabels, refuseMissing } from "./labels";

/** The groups to choose from, in the order in which they are dealt. */
interface Deck {
  readonly counts: Int32Array;
  open: number[];
}

/** Takes groups as long as each brings the number of rows nearer to what is wanted; at least one. */
const take = (deck: Deck, wanted: number, leave: number): number[] => {
  const taken: number[] = [];
  let rows = 0;
  for (const group of deck.open) {
    if (deck.open.length - taken.length <= leave) break;
    const size = deck.counts[group]!;
    if (Math.abs(rows + size - wanted) >= Math.abs(rows - wanted)) continue;
    taken.push(group);
    rows += size;
  }
  if (taken.length === 0) {
    taken.push(deck.open.reduce((best, group) => (deck.counts[group]! < deck.counts[best]! ? group : best)));
  }
  const gone = new Set(taken);
  deck.open = deck.open.filter((group) => !gone.has(group));
  return taken;
};

/**
 * Deals whole groups to parts, so that each part comes as near to its size as the groups allow.
 *
 * @param sizes The rows that each part is to have, in the order train, dev, test.
 * @returns The rows of each part, ascending.
 */
export const dealGroups = (
  labels: readonly Cell[],
  sizes: readonly number[],
  options: { readonly shuffle?: boolean | undefined; readonly randomState?: RandomStateLike },
  who: string,
): Int32Array[] => {
  refuseMissing(labels, who, "a group in every row");
  const { codes, counts } = encodeLabels(labels);
  if (counts.length < sizes.length) {
    throw new DataError(
      `${who}: expected at least ${sizes.length} groups, one for each part, received ${counts.length}; ` +
        "give rows of more groups, or name another column of groups",
    );
  }
  // Without a shuffle test is dealt first from the end, so that train has the groups that come first.
  const order =
    options.shuffle === false
      ? [...new Set(codes)].reverse()
      : [...randomState(options.randomState).permutation(counts.length)];
  const deck: Deck = { counts, open: order };
  const isWhole = sizes.reduce((sum, size) => sum + size, 0) === labels.length;
  const partOfGroup = new Int32Array(counts.length).fill(-1);
  for (let part = sizes.length - 1; part >= 0; part--) {
    const groups = part === 0 && isWhole ? deck.open : take(deck, sizes[part]!, part);
    for (const group of groups) partOfGroup[group] = part;
  }
  const rows = Int32Array.from(codes.keys());
  return sizes.map((_, part) => rows.filter((row) => partOfGroup[codes[row]!] === part));
};
