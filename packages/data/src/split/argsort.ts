/** Below this many, NumPy sorts by insertion. */
const small = 16;

const swap = (order: Int32Array, a: number, b: number): void => {
  const kept = order[a]!;
  order[a] = order[b]!;
  order[b] = kept;
};

const insertion = (keys: Int32Array, order: Int32Array, low: number, high: number): void => {
  for (let i = low + 1; i <= high; i++) {
    const place = order[i]!;
    let at = i;
    while (at > low && keys[place]! < keys[order[at - 1]!]!) {
      order[at] = order[at - 1]!;
      at--;
    }
    order[at] = place;
  }
};

/** Parts places around the middle of three, which it returns the place of. */
const partition = (keys: Int32Array, order: Int32Array, low: number, high: number): number => {
  const below = (a: number, b: number): boolean => keys[order[a]!]! < keys[order[b]!]!;
  const middle = low + ((high - low) >> 1);
  if (below(middle, low)) swap(order, middle, low);
  if (below(high, middle)) swap(order, high, middle);
  if (below(middle, low)) swap(order, middle, low);
  const pivot = keys[order[middle]!]!;
  let i = low;
  let j = high - 1;
  swap(order, middle, j);
  for (;;) {
    do i++;
    while (keys[order[i]!]! < pivot);
    do j--;
    while (pivot < keys[order[j]!]!);
    if (i >= j) break;
    swap(order, i, j);
  }
  swap(order, i, high - 1);
  return i;
};

/**
 * The places of whole numbers in ascending order, as `numpy.argsort` gives them. Its quicksort does not keep
 * equal numbers in their order, and what scikit-learn deals by it shows that; so equal numbers come here in
 * the order of NumPy 1.24, and of later versions where they do not use a processor's vector instructions.
 */
export const argsort = (keys: Int32Array): Int32Array => {
  const order = Int32Array.from(keys.keys());
  const open: (readonly [low: number, high: number])[] = [[0, keys.length - 1]];
  for (let range = open.pop(); range !== undefined; range = open.pop()) {
    let [low, high] = range;
    while (high - low >= small) {
      const at = partition(keys, order, low, high);
      if (at - low < high - at) {
        open.push([at + 1, high]);
        high = at - 1;
      } else {
        open.push([low, at - 1]);
        low = at + 1;
      }
    }
    insertion(keys, order, low, high);
  }
  return order;
};
