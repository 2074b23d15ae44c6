/**
 * Puts an entry at the end of a map, as the one that was used last, and takes out the first when there are more than
 * `most`.
 *
 * @returns The value that was taken out.
 */
export function keepRecent<V>(map: Map<string, V>, key: string, value: V, most: number): V | undefined {
  map.delete(key);
  map.set(key, value);
  if (map.size <= most) return undefined;
  const [oldest, last] = map.entries().next().value as [string, V];
  map.delete(oldest);
  return last;
}
