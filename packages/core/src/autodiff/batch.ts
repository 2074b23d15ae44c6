import { type Node, topological } from "../graph/node";
import type { Mark } from "../ops/custom-gradient";
import { concat } from "../ops/shape";
import { apply, broadcastTo, Tensor } from "../ops/tensor";
import { labelsOf } from "../primitives/contraction";
import { isElementwise, type PrimitiveName, type Primitives } from "../primitives/index";

/** An operand: with a leading axis of the batch, or the same for all of it. */
export interface Operand {
  readonly x: Tensor;
  readonly batched: boolean;
}

/** A primitive over operands that are batched or not; `undefined` where it has to go one by one. */
export type BatchRule<P> = (
  operands: readonly Operand[],
  params: P,
  batch: number,
  node: Tensor,
) => Tensor | undefined;

const next = (axis: number): number => axis + 1;
const first = (operands: readonly Operand[]): Tensor => (operands[0] as Operand).x;
const onlyFirst = ([a, ...others]: readonly Operand[]): boolean =>
  (a as Operand).batched && !others.some((o) => o.batched);

/** Repeated along the axis of the batch. */
export function expand({ x, batched }: Operand, batch: number): Tensor {
  return batched ? x : broadcastTo(x.reshape([1, ...x.shape]), [batch, ...x.shape]);
}

const reduce =
  (op: "sum" | "prod" | "max" | "min"): BatchRule<Primitives["sum"]> =>
  (operands, { axes }) =>
    apply(op, [first(operands)], { axes: axes.map(next) });

/** The batch is one more axis of a product, of one operand or both. */
const contract: BatchRule<unknown> = ([left, right], _params, _batch, node) => {
  const [a, b] = [left as Operand, right as Operand];
  const labels = labelsOf(node);
  const label = 1 + Math.max(-1, ...labels.a, ...labels.b);
  return apply("contract", [a.x, b.x], {
    a: a.batched ? [label, ...labels.a] : labels.a,
    b: b.batched ? [label, ...labels.b] : labels.b,
    out: [label, ...labels.out],
  });
};

/** Rules of the primitives in `families/` that have one, by name. */
export const extensionBatches: Map<string, BatchRule<unknown>> = new Map();

/** What is not here goes one by one, which is as right and only larger. */
const batchRules: { readonly [K in PrimitiveName]?: BatchRule<Primitives[K]> } = {
  reshape: (operands, { shape }, batch) => first(operands).reshape([batch, ...shape]),
  transpose: (operands, { perm }) => first(operands).transpose([0, ...perm.map(next)]),
  broadcastTo: (operands, { shape }, batch) => {
    const x = first(operands);
    const lead = new Array<number>(shape.length + 1 - x.rank).fill(1);
    return broadcastTo(x.reshape([batch, ...lead, ...x.shape.slice(1)]), [batch, ...shape]);
  },
  slice: (operands, { start, size, step }, batch) =>
    apply("slice", [first(operands)], {
      start: [0, ...start],
      size: [batch, ...size],
      step: [1, ...step],
    }),
  pad: (operands, { low, high, interior }) =>
    onlyFirst(operands)
      ? apply("pad", [first(operands), (operands[1] as Operand).x], {
          low: [0, ...low],
          high: [0, ...high],
          interior: [0, ...interior],
        })
      : undefined,
  concat: (operands, { axis }, batch) =>
    concat(
      operands.map((o) => expand(o, batch)),
      axis + 1,
    ),
  sum: reduce("sum"),
  prod: reduce("prod"),
  max: reduce("max"),
  min: reduce("min"),
  matmul: contract,
  contract,
  gather: (operands, { axis }) =>
    onlyFirst(operands)
      ? apply("gather", [first(operands), (operands[1] as Operand).x], { axis: axis + 1 })
      : undefined,
  scatterAdd: ([indices, updates], { axis, shape }, batch) =>
    indices?.batched
      ? undefined
      : apply("scatterAdd", [(indices as Operand).x, (updates as Operand).x], {
          axis: axis + 1,
          shape: [batch, ...shape],
        }),
  windows: (operands, params) =>
    apply("windows", [first(operands)], { ...params, axes: params.axes.map(next) }),
  fold: (operands, params, batch) =>
    apply("fold", [first(operands)], {
      ...params,
      axes: params.axes.map(next),
      shape: [batch, ...params.shape],
    }),
};

/**
 * What `out` would be for each of many values of one node that it depends on, as a batch: `[batch, ...out.shape]`. The
 * graph stays as large as it is; only what depends on the node gets another axis.
 *
 * @param from - The node to take other values for.
 * @param rows - Its values: `[batch, ...from.shape]`.
 */
export function batchAlong(out: Tensor, from: Tensor, rows: Tensor): Tensor {
  const batch = rows.shape[0] as number;
  const [result] = rebuild([out], new Map([[from, { x: rows, batched: true }]]), batch);
  return expand(result as Operand, batch);
}

/** The same tensors without the marks that only say when to compute something. */
export function withoutDelays(outs: readonly Tensor[]): Tensor[] {
  return rebuild(outs, new Map(), 1).map(({ x }) => x);
}

/** A graph again over other operands for some of its nodes, batched or not. */
export function rebuild(
  outs: readonly Tensor[],
  known: ReadonlyMap<Node, Operand>,
  batch: number,
): Operand[] {
  const made = new Map(known);
  const isLeaf = (node: Node): boolean => known.has(node) || node.inputs.length === 0;
  for (const node of topological(outs, isLeaf) as Tensor[]) {
    if (made.has(node)) continue;
    const operands = node.inputs.map((input) => made.get(input) as Operand);
    if (isDelay(node)) made.set(node, operands[1] as Operand);
    else if (operands.some((o) => o.batched))
      made.set(node, { x: batched(node, operands, batch), batched: true });
    else if (operands.every((o, i) => o.x === node.inputs[i])) made.set(node, { x: node, batched: false });
    else {
      const { op, params, shape, dtype } = node;
      const inputs = operands.map((o) => o.x);
      made.set(node, { x: new Tensor(op, inputs, params, shape, dtype), batched: false });
    }
  }
  return outs.map((out) => made.get(out) as Operand);
}

function isDelay(node: Node): boolean {
  return (
    node.op === "identity" &&
    ((node.params as Primitives["identity"]).mark as Mark | undefined)?.same === true
  );
}

function batched(node: Tensor, operands: readonly Operand[], batch: number): Tensor {
  const op = node.op as PrimitiveName;
  if (isElementwise(op)) {
    const inputs = operands.map((o) => expand(o, batch));
    return apply(op, inputs, node.params as never);
  }
  const rule = (batchRules[op] ?? extensionBatches.get(op)) as BatchRule<unknown> | undefined;
  const whole = rule?.(operands, node.params, batch, node);
  if (whole) return whole;
  const rows = Array.from({ length: batch }, (_, i) => {
    const inputs = operands.map(({ x, batched }) => (batched ? x.slice([i]) : x));
    return apply(op, inputs, node.params as never).expandDims(0);
  });
  return concat(rows);
}
