/** The items of a list that are in it before, in their order. */
export const repeated = <T>(list: readonly T[]): T[] => {
  const seen = new Set<T>();
  return list.filter((item) => seen.size === seen.add(item).size);
};
