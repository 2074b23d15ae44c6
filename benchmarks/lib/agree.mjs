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
