import { sizeOf } from "../graph/shape";
import { extensionRules } from "../primitives/extension";
import { philoxFill } from "../primitives/philox";
import type { Rule } from "../primitives/primitive";
import type { Random } from "../primitives/random";
import { random } from "../primitives/random";
import { extensionNests } from "../schedule/extension";
import { extensionLoops } from "./reference/extension";
import type { Loop } from "./reference/loop";
import { extensionEmitters } from "./wasm/emit/extension";
import { emitPhilox } from "./wasm/philox";

const loop: Loop<Random["randomBits"]> = (_node, [key], { shape, stream }) => {
  const out = new Int32Array(sizeOf(shape));
  philoxFill(out, key![0] as number, key![1] as number, stream);
  return out;
};

/** Makes `randomBits` known to both engines. A bundle whose program draws nothing goes without the generator. */
export function registerRandom(): void {
  const name = "randomBits";
  if (extensionRules.has(name)) return;
  extensionRules.set(name, random.randomBits as Rule<unknown>);
  extensionLoops.set(name, loop as Loop<unknown>);
  extensionNests.set(name, (node, to, bufferOf) => {
    const reads = [bufferOf(node.inputs[0]!)];
    return [{ kind: "extension", op: name, node, reads, writes: [to] }];
  });
  extensionEmitters.set(name, ({ node, reads, writes }, label, context) => {
    const size = sizeOf(node.shape);
    return {
      func: emitPhilox(context.module, label, size, (node.params as Random["randomBits"]).stream),
      pointers: [...writes, ...reads].map((buffer) => ({ buffer, offset: 0 })),
      scratchBytes: 0,
      takesScratch: false,
      end: Math.ceil(size / 16) * 4,
    };
  });
}
