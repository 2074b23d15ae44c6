// W5 where products are fused with sums. Newer versions of Node do so by themselves, and there this is W5 once more; Node 20
// does when it is started with a flag, which anybody can give.

import { hasFusedMultiplyAdd } from "../lib/wasm.mjs";
import w5 from "./w5.mjs";

const flag = "--experimental-wasm-relaxed-simd";
const { wellfit, "onnxruntime-web": onnxruntime } = w5.contestants;

/** @type {import("../lib/report.mjs").Suite} */
export default {
  ...w5,
  about: `Inference of 784-256-128-10, with \`node ${flag}\` where Node needs it for fused products`,
  nodeFlags: hasFusedMultiplyAdd() ? [] : [flag],
  contestants: { wellfit, "onnxruntime-web": onnxruntime },
};
