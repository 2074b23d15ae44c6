import * as w from "../../src/index";
import type { GoldenOp } from "./golden-op";
import { golden } from "./goldens";

const conv: GoldenOp = ({ x, k }, { strides, stride, dilation, padding, groups }) =>
  w.conv(x, k, {
    strides: strides ?? stride ?? 1,
    dilationRate: dilation ?? 1,
    padding,
    groups: groups ?? 1,
  });

/** The names of the file say what is special about each case, and its arguments say it again. */
const families: readonly (readonly [RegExp, GoldenOp])[] = [
  [/^conv2d_transpose/, ({ x, k }, { strides, padding }) => w.convTranspose(x, k, { strides, padding })],
  [/^conv[12]d_/, conv],
  [/^depthwise/, ({ x, k }, { padding }) => w.depthwiseConv(x, k, { padding })],
  [/^maxpool/, ({ x }, { pool_size, strides, padding }) => w.maxPool(x, pool_size, { strides, padding })],
  [/^avgpool/, ({ x }, { pool_size, strides, padding }) => w.averagePool(x, pool_size, { strides, padding })],
];

/** Convolutions and pools. */
export const goldenConvs: Readonly<Record<string, GoldenOp>> = Object.fromEntries(
  golden<{ name: string }>("autograd_f64").flatMap(({ name }) =>
    families
      .filter(([pattern]) => pattern.test(name))
      .slice(0, 1)
      .map(([, op]) => [name, op]),
  ),
);
