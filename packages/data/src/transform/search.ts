/** How many of the sorted `edges` are not above `value` (NumPy: searchsorted, side right). */
export const placeRight = (edges: Float64Array, value: number): number => {
  let low = 0;
  let high = edges.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (value < edges[middle]!) high = middle;
    else low = middle + 1;
  }
  return low;
};
