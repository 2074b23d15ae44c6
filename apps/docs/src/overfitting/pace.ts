/**
 * Holds a loop to a pace: call the result after each turn and await what it returns, if anything. It asks for rests of
 * 10 ms or more, since browsers cannot sleep for less.
 *
 * @param perSecond - Turns a second at most; 0 for no limit.
 * @param now - A clock in milliseconds. Default `performance.now`.
 * @param sleep - How to wait for some milliseconds. Default a timer.
 */
export function pacer(
  perSecond: number,
  now: () => number = () => performance.now(),
  sleep: (milliseconds: number) => Promise<void> = (milliseconds) =>
    new Promise((resolve) => setTimeout(resolve, milliseconds)),
): () => Promise<void> | undefined {
  if (perSecond === 0) return () => undefined;
  const begun = now();
  let turns = 0;
  return () => {
    turns++;
    const early = begun + (1000 * turns) / perSecond - now();
    return early >= 10 ? sleep(early) : undefined;
  };
}
