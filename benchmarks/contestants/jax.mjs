// jax-js on its WebAssembly backend. Its other backends need a browser: `init()` without a name looks for `navigator`,
// which Node 20 does not have, and its threads need the browser's `Worker`.

/**
 * @returns {Promise<typeof import("@jax-js/jax")>}
 */
export async function loadJax() {
  const jax = await import("@jax-js/jax");
  await jax.init("wasm");
  jax.defaultDevice("wasm");
  return jax;
}
