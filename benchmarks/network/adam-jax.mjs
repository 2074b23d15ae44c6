// Adam in jax-js, whose optimizers are not on npm.

/**
 * One step of Adam, with the epsilon beside the corrected root, as TensorFlow.js and PyTorch have it.
 * @param {any} np
 * @param {any} state
 * @param {any[]} g gradients
 * @returns {any} the state after it
 */
export function adam(np, { w, m, v, t }, g) {
  const steps = t.add(1);
  const [decay1, decay2] = [0.9, 0.999].map((beta) => np.power(beta, steps.ref).mul(-1).add(1));
  const root = np.sqrt(decay2);
  const epsilon = root.ref.mul(1e-7);
  const rate = root.div(decay1).mul(0.001);
  const means = g.map((slope, i) => m[i].mul(0.9).add(slope.ref.mul(0.1)));
  const squares = g.map((slope, i) => v[i].mul(0.999).add(np.square(slope).mul(0.001)));
  const after = w.map((/** @type {any} */ weight, /** @type {number} */ i) =>
    weight.sub(rate.ref.mul(means[i].ref).div(np.sqrt(squares[i].ref).add(epsilon.ref))),
  );
  rate.dispose();
  epsilon.dispose();
  return { w: after, m: means, v: squares, t: steps };
}
