// TensorFlow.js at its best in Node without a native add-on: WebAssembly with SIMD (it has no threads in Node, see its
// issue 3830), in production mode, without checks for NaN.

/**
 * @param {"wasm" | "cpu"} backend
 * @returns {Promise<any>} TensorFlow.js with that backend running
 */
export async function loadTfjs(backend) {
  // It greets on the console and recommends another package.
  const { warn } = console;
  console.warn = () => {};
  const { default: tf } = await import("@tensorflow/tfjs");
  tf.enableProdMode();
  if (backend === "wasm") await import("@tensorflow/tfjs-backend-wasm");
  if (!(await tf.setBackend(backend))) throw new Error(`tfjs: the backend ${backend} does not start`);
  await tf.ready();
  console.warn = warn;
  if (backend === "wasm" && (await tf.env().getAsync("WASM_HAS_SIMD_SUPPORT")) !== true) {
    throw new Error(
      "tfjs: the WebAssembly backend runs without SIMD here, so the comparison would be unfair",
    );
  }
  return tf;
}
