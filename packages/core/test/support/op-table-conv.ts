import type { Shape, Tensor } from "../../src/index";
import * as w from "../../src/index";
import type { OpRow } from "./op-row";

/** A row of operands that do not depend on the shape: it is tried once, where there are two axes. */
const once = (
  name: string,
  variant: string,
  shapes: readonly Shape[],
  call: (...operands: Tensor[]) => Tensor,
): OpRow => ({
  name,
  variant,
  operands: (s) => (s.length === 2 && s[0] === 2 ? shapes : undefined),
  call: (operands) => call(...operands),
  tol: 2e-5,
});

/** Rows of convolutions, pools and contractions. */
export const convs: readonly OpRow[] = [
  once(
    "conv",
    "1d, stride 2, dilation 2",
    [
      [2, 9, 3],
      [2, 3, 4],
    ],
    (x, k) => w.conv(x, k, { strides: 2, dilationRate: 2 }),
  ),
  once(
    "conv",
    "1d, causal",
    [
      [2, 5, 2],
      [3, 2, 5],
    ],
    (x, k) => w.conv(x, k, { padding: "causal" }),
  ),
  once(
    "conv",
    "2d",
    [
      [2, 5, 6, 3],
      [3, 2, 3, 5],
    ],
    (x, k) => w.conv(x, k),
  ),
  once(
    "conv",
    "2d, same, stride 2",
    [
      [1, 5, 6, 2],
      [3, 3, 2, 4],
    ],
    (x, k) => w.conv(x, k, { padding: "same", strides: 2 }),
  ),
  once(
    "conv",
    "2d, one channel, wide",
    [
      [1, 6, 9, 1],
      [2, 3, 1, 9],
    ],
    (x, k) => w.conv(x, k),
  ),
  once(
    "conv",
    "2d, groups",
    [
      [1, 4, 4, 4],
      [2, 2, 2, 6],
    ],
    (x, k) => w.conv(x, k, { groups: 2 }),
  ),
  once(
    "conv",
    "3d",
    [
      [1, 3, 4, 3, 2],
      [2, 2, 2, 2, 3],
    ],
    (x, k) => w.conv(x, k),
  ),
  once(
    "conv",
    "of an empty batch",
    [
      [0, 4, 4, 2],
      [2, 2, 2, 3],
    ],
    (x, k) => w.conv(x, k),
  ),
  once(
    "depthwiseConv",
    "multiplier 1",
    [
      [2, 4, 5, 3],
      [2, 2, 3, 1],
    ],
    (x, k) => w.depthwiseConv(x, k, { strides: [2, 1] }),
  ),
  once(
    "depthwiseConv",
    "multiplier 2, same",
    [
      [1, 4, 5, 3],
      [2, 3, 3, 2],
    ],
    (x, k) => w.depthwiseConv(x, k, { padding: "same" }),
  ),
  once(
    "separableConv",
    "same",
    [
      [1, 4, 3, 2],
      [2, 2, 2, 2],
      [1, 1, 4, 3],
    ],
    (x, d, p) => w.separableConv(x, d, p, { padding: "same" }),
  ),
  once(
    "convTranspose",
    "1d",
    [
      [2, 4, 3],
      [3, 2, 3],
    ],
    (x, k) => w.convTranspose(x, k, { strides: 2 }),
  ),
  once(
    "convTranspose",
    "2d, same, dilated",
    [
      [1, 3, 2, 3],
      [2, 3, 2, 3],
    ],
    (x, k) => w.convTranspose(x, k, { padding: "same", dilationRate: 2 }),
  ),
  once(
    "convTranspose",
    "stride beyond the kernel",
    [
      [1, 3, 2],
      [2, 4, 2],
    ],
    (x, k) => w.convTranspose(x, k, { strides: 3, outputPadding: 1 }),
  ),
  once(
    "scan",
    "a recurrent network",
    [
      [4, 2, 3],
      [3, 5],
      [5, 5],
      [2, 5],
    ],
    (x, k, u, h) => {
      const [last, all] = w.scan(
        (h: Tensor, x: Tensor) => {
          const next = x.matmul(k).add(h.matmul(u)).tanh();
          return [next, next.mul(h)] as const;
        },
        h,
        x,
      );
      return w.concat([last.flatten(), all.flatten()]);
    },
  ),
  once("scan", "backwards, over numbers", [[6], []], (x, start) => {
    const [last, all] = w.scan((s: Tensor, x: Tensor) => [s.mul(x), s.add(x)] as const, start, x, {
      reverse: true,
    });
    return w.concat([all, last.expandDims(0)]);
  }),
  once("maxPool", "1d", [[2, 7, 3]], (x) => w.maxPool(x, 2)),
  once("maxPool", "2d, overlapping, same", [[1, 5, 6, 2]], (x) =>
    w.maxPool(x, 3, { strides: 2, padding: "same" }),
  ),
  once("maxPool", "3d", [[1, 4, 4, 2, 2]], (x) => w.maxPool(x, 2)),
  once("averagePool", "2d, same", [[1, 5, 5, 2]], (x) => w.averagePool(x, 2, { padding: "same" })),
  once("averagePool", "1d, overlapping", [[2, 7, 3]], (x) => w.averagePool(x, 3, { strides: 2 })),
  once(
    "einsum",
    "matrix product",
    [
      [3, 4],
      [4, 5],
    ],
    (a, b) => w.einsum("ij,jk->ik", a, b),
  ),
  once(
    "einsum",
    "result the other way round",
    [
      [3, 4],
      [4, 5],
    ],
    (a, b) => w.einsum("ij,jk->ki", a, b),
  ),
  once(
    "einsum",
    "two summed axes apart",
    [
      [3, 4, 5],
      [5, 3, 6],
    ],
    (a, b) => w.einsum("iaj,jib->ab", a, b),
  ),
  once(
    "einsum",
    "batch in the middle",
    [
      [3, 2, 5],
      [5, 2, 4],
    ],
    (a, b) => w.einsum("ibk,kbj->bij", a, b),
  ),
  once(
    "einsum",
    "free axes that broadcast",
    [
      [2, 1, 3, 4],
      [3, 4, 2],
    ],
    (a, b) => w.einsum("...ij,...jk->...ik", a, b),
  ),
  once("einsum", "a diagonal", [[4, 4, 3]], (a) => w.einsum("iij->ji", a)),
  once(
    "einsum",
    "three operands",
    [
      [3, 2],
      [2, 4],
      [4, 3],
    ],
    (a, b, c) => w.einsum("ij,jk,kl->il", a, b, c),
  ),
  once("einsum", "a letter of one operand", [[3, 2], [4]], (a, b) => w.einsum("ij,k->k", a, b)),
  once(
    "einsum",
    "without result",
    [
      [3, 2],
      [2, 4],
    ],
    (a, b) => w.einsum("ij,jk", a, b),
  ),
  once(
    "tensordot",
    "two axes",
    [
      [3, 4, 5],
      [4, 5, 2],
    ],
    (a, b) => w.tensordot(a, b),
  ),
  once(
    "tensordot",
    "named axes",
    [
      [3, 4, 5],
      [2, 3],
    ],
    (a, b) => w.tensordot(a, b, [[0], [1]]),
  ),
  once("tensordot", "no axes", [[3], [2, 3]], (a, b) => w.tensordot(a, b, 0)),
];
