import { scatterAdd } from "../../ops/indexing";
import { apply, type Tensor, tensor } from "../../ops/tensor";
import type { Contraction } from "../../primitives/contraction";
import type { Indexing } from "../../primitives/indexing";
import type { Movement } from "../../primitives/movement";
import type { VjpRule } from "../rule";

/** Gradient rules of movement: the opposite movement. */
export const movementRules: { readonly [K in keyof Movement]: VjpRule<Movement[K]> } = {
  reshape: (g, _y, [x]) => [g.reshape((x as Tensor).shape)],
  transpose: (g, _y, _inputs, { perm }) => [g.transpose(perm.map((_, i) => perm.indexOf(i)))],
  broadcastTo: (g, _y, [x], { shape }) => {
    const from = (x as Tensor).shape;
    const lead = shape.length - from.length;
    const axes = shape.map((_, i) => i).filter((i) => i < lead || (from[i - lead] === 1 && shape[i] !== 1));
    return [g.sum(axes).reshape(from)];
  },
  slice: (g, _y, [x], { start, size, step }) => {
    // Backwards steps are turned round first: element i of the flipped gradient then belongs to the lower place.
    const forward = g.slice(step.map((s) => (s < 0 ? [null, null, -1] : null)));
    const by = step.map(Math.abs);
    // Where nothing was taken, all of the zeros stand behind.
    const low = start.map((s, i) => {
      const n = size[i] as number;
      return n > 0 && (step[i] as number) < 0 ? s + (n - 1) * (step[i] as number) : n > 0 ? s : 0;
    });
    const high = (x as Tensor).shape.map((length, i) => {
      const n = size[i] as number;
      return length - (low[i] as number) - (n === 0 ? 0 : (n - 1) * (by[i] as number) + 1);
    });
    const fill = tensor(0, { dtype: g.dtype });
    return [apply("pad", [forward, fill], { low, high, interior: by.map((s) => s - 1) })];
  },
  pad: (g, _y, [x], { low, interior }) => {
    const from = (x as Tensor).shape;
    const inside = apply("slice", [g], { start: low, size: from, step: interior.map((n) => n + 1) });
    return [inside, g.sum().sub(inside.sum())];
  },
  concat: (g, _y, inputs, { axis }) => {
    let start = 0;
    return inputs.map((x) => {
      const length = x.shape[axis] as number;
      const part = g.slice(x.shape.map((_, i) => (i === axis ? [start, start + length] : null)));
      start += length;
      return part;
    });
  },
};

/** Gradient rules of indexing: each is the other's. */
export const indexingRules: { readonly [K in keyof Indexing]: VjpRule<Indexing[K]> } = {
  gather: (g, _y, [x, indices], { axis }) => [
    scatterAdd(indices as Tensor, g, (x as Tensor).shape, axis),
    null,
  ],
  scatterAdd: (g, _y, [indices], { axis }) => [null, apply("gather", [g, indices as Tensor], { axis })],
};

/** Gradient rules of contractions. */
export const contractionRules: { readonly [K in keyof Contraction]: VjpRule<Contraction[K]> } = {
  matmul: (g, _y, [a, b]) => [g.matmul(swapped(b as Tensor)), swapped(a as Tensor).matmul(g)],
  contract: (g, _y, [x, y], { a, b, out }) => [
    apply("contract", [g, y as Tensor], { a: out, b, out: a }),
    apply("contract", [x as Tensor, g], { a, b: out, out: b }),
  ],
};

/** The last two axes the other way round. */
function swapped(x: Tensor): Tensor {
  const { rank } = x;
  return x.transpose(x.shape.map((_, i) => (i === rank - 1 ? rank - 2 : i === rank - 2 ? rank - 1 : i)));
}
