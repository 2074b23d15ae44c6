import { expand, type Operand, rebuild } from "../../autodiff/batch";
import type { Node } from "../../graph/node";
import { apply, type Tensor } from "../../ops/tensor";
import { applyFamily, type Family } from "../family";
import { unshaped } from "../nests";
import { scanVjp } from "./backward";
import { ScanBody } from "./body";
import { emitScan, stepSchedule } from "./emit";
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
    const results = parts.map((part) => (part.params as PartParams).index);
    const params = node.params as ScanParams;
    return [
      {
        kind: "extension",
        op: "scan",
        node,
        reads: node.inputs.map((input) => bufferOf(unshaped(input))),
        writes: [to, ...parts.map(bufferOf)],
        results,
        turns: () => ({ schedule: stepSchedule(params.body, results), count: params.length }),
      },
    ];
  },
  emit: emitScan,
  vjp: (g, scan, operands, params) => scanVjp(g, scan, operands, params, { scanNode, scanPart }),
  batch: (operands, params, batch) => {
    const { body } = params;
    const given = operands.map((o, i) => (i < body.carries ? { x: expand(o, batch), batched: true } : o));
    return scanNode(
      given.map(({ x, batched }, i) => (batched && isSlice(body, i) ? swapped(x) : x)),
      { ...params, body: batchBody(body, given, batch) },
    );
  },
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
  batch: ([scan], { index }) => {
    const whole = scanPart((scan as Operand).x, index);
    const { body } = (scan as Operand).x.params as ScanParams;
    return index < body.carries ? whole : swapped(whole);
  },
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

function isSlice({ carries, slices }: ScanBody, position: number): boolean {
  return position >= carries && position < carries + slices;
}

/** The axis of steps and that of a batch the other way round. */
function swapped(x: Tensor): Tensor {
  return x.transpose(x.shape.map((_, i) => (i < 2 ? 1 - i : i)));
}

/** A body whose carries, and whatever else is batched, have a leading axis; so do all of its outputs. */
function batchBody(body: ScanBody, operands: readonly Operand[], batch: number): ScanBody {
  const inputs = body.inputs.map(({ shape, dtype }, index) =>
    apply("input", [], {
      index,
      shape: operands[index]?.batched ? [batch, ...shape] : shape,
      dtype,
    }),
  );
  const known = new Map(
    body.inputs.map((node, i) => [node, { x: inputs[i] as Tensor, batched: operands[i]?.batched ?? false }]),
  );
  const outputs = rebuild(body.outputs, known, batch).map((o) => expand(o, batch));
  return new ScanBody(body.name, inputs, body.carries, body.slices, outputs, body.stacked);
}

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
