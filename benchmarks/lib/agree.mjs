// A fast wrong answer wins no race: every result is held to numbers computed here in double precision.

/**
 * Throws when values differ by more than the tolerance.
 * @param {string} what named in the error
 * @param {ArrayLike<number>} received
 * @param {ArrayLike<number>} expected
 * @param {{ absolute?: number, relative?: number }} tolerance largest `absolute + relative * |expected|`
 * @returns {void}
 */
export function agree(what, received, expected, { absolute = 0, relative = 0 }) {
  if (received.length !== expected.length) {
    throw new Error(`${what}: received ${received.length} numbers, expected ${expected.length}`);
  }
  for (let i = 0; i < expected.length; i++) {
    const [is, should] = [Number(received[i]), Number(expected[i])];
    // Written so that NaN fails.
    if (!(Math.abs(is - should) <= absolute + relative * Math.abs(should))) {
      throw new Error(`${what}: received ${is} at ${i}, expected ${should}`);
    }
  }
}

/**
 * Throws when contestants do not witness the same numbers for a case. A slow one may have fewer: so many are compared.
 * @param {Readonly<Record<string, readonly { witnesses?: Record<string, number[]> }[]>>} rounds by contestant; the others
 *   are held to the first
 * @param {number} relative largest difference as a share of the first one's number
 * @returns {void}
 */
export function mustWitnessTheSame(rounds, relative) {
  const [first = "", ...others] = Object.keys(rounds);
  for (const [name, expected] of Object.entries(rounds[first]?.[0]?.witnesses ?? {})) {
    for (const other of others) {
      for (const { witnesses } of rounds[other] ?? []) {
        const received = witnesses?.[name];
        if (!received) continue;
        const length = Math.min(received.length, expected.length);
        if (length === 0) throw new Error(`${name}: ${other} and ${first} have no numbers in common`);
        const [is, should] = [received.slice(0, length), expected.slice(0, length)];
        agree(`${name}: ${other} against ${first}`, is, should, { relative });
      }
    }
  }
}
