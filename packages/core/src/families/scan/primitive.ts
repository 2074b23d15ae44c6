import type { Node } from "../../graph/node";
import type { Tensor } from "../../ops/tensor";
import { applyFamily, type Family } from "../family";
import { unshaped } from "../nests";
import { scanVjp } from "./backward";
import { emitScan } from "./emit";
import type { PartParams, ScanParams } from "./params";
import { runScan, scanResult } from "./reference";

/**
 * A loop that carries values from step to step. The node itself only stands for the loop; its results are
 * {@link scanPart}s, and those that nobody asks for are not computed.
 */
const scanFamily: Family<ScanParams> = {
  name: "scan",
  rule: () => ({ shape: [1], dtype: "float32" }),
  loop: (_node, operands, params) => runScan(operands, params),
  nests: (node, to, bufferOf, users) => {
    const parts = users.filter((user) => user.op === "scanPart");
    return [
      {
        kind: "extension",
        op: "scan",
        node,
        reads: node.inputs.map((input) => bufferOf(unshaped(input))),
        writes: [to, ...parts.map(bufferOf)],
        results: parts.map((part) => (part.params as PartParams).index),
      },
    ];
  },
  emit: emitScan,
  vjp: (g, scan, operands, params) => scanVjp(g, scan, operands, params, { scanNode, scanPart }),
};

const partFamily: Family<PartParams> = {
  name: "scanPart",
  rule: (_inputs, { shape, dtype }) => ({ shape, dtype }),
  loop: (_node, [scan], { index }) => scanResult(scan, index),
  // The scan writes it; here it only waits for that.
  nests: (node, to, bufferOf) => [
    { kind: "extension", op: "scanPart", node, reads: [bufferOf(node.inputs[0] as Node)], writes: [to] },
  ],
  emit: () => undefined,
  vjp: (g, _y, _inputs, { index }) => [applyFamily(cotangentFamily, [g], { index })],
};

/**
 * Carries the gradient of one part to the scan, which gets a sum of these and takes it apart. It is never computed.
 */
const cotangentFamily: Family<{ readonly index: number }> = {
  name: "scanCotangent",
  rule: () => ({ shape: [1], dtype: "float32" }),
  loop: () => new Float32Array(1),
  nests: () => [],
  emit: () => undefined,
  vjp: () => [null],
};

/** The node of a loop. */
export function scanNode(operands: readonly Tensor[], params: ScanParams): Tensor {
  return applyFamily(scanFamily, operands, params);
}

/** One result of a loop: its last carries, then what was stacked, in the order of the body's outputs. */
export function scanPart(scan: Tensor, index: number): Tensor {
  const { body, length } = scan.params as ScanParams;
  const { shape, dtype } = body.outputs[index] as Tensor;
  const whole = index < body.carries ? shape : [length, ...shape];
  return applyFamily(partFamily, [scan], { index, shape: whole, dtype });
}
