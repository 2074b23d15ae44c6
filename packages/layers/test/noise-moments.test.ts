import { ones, type Tensor } from "@wellfit/core";
import { alphaDropout, dropout, gaussianDropout, gaussianNoise, type Layer } from "@wellfit/layers";
import { describe, expect, test } from "vitest";
import { arrayOf, type Golden, golden } from "./support/goldens";
import { statistics } from "./support/statistics";

interface Case {
  readonly kind: string;
  readonly rate: number;
  readonly stddev: number;
  readonly scale: number;
  readonly p_zero: number;
  readonly mean_of_ones: number;
  readonly var_of_ones: number;
  readonly mean: number;
  readonly multiplicative_mean: number;
  readonly multiplicative_std: number;
  readonly alpha_p: number;
  readonly a: number;
  readonly b: number;
  readonly std: number;
  readonly x: Golden;
}

const { cases } = golden<{ cases: Case[] }>("regularizers_constraints_initializers.json");
const of = (kind: string): Case[] => cases.filter((c) => c.kind === kind);

const SIZE = 100_000;
const input = ones([100, SIZE / 100]);
const applied = (layer: Layer, training: boolean): Tensor => layer.apply(input, { training }) as Tensor;
const drawn = (layer: Layer): number[] => [...applied(layer, true).data()];
const expectIdentity = (layer: Layer): void =>
  expect(applied(layer, false).sub(input).abs().max().item()).toBe(0);

describe("the moments of noise on activations", () => {
  test.each(of("dropout"))("dropout $rate", (c) => {
    const layer = dropout(c.rate, { seed: 1 });
    const values = drawn(layer);
    const share = values.filter((x) => x === 0).length / SIZE;
    expect(Math.abs(share - c.p_zero)).toBeLessThan(0.01);
    expect(values.every((x) => x === 0 || Math.abs(x - c.scale) < 1e-6)).toBe(true);
    const { mean, std } = statistics(values);
    expect(Math.abs(mean - c.mean_of_ones)).toBeLessThan((4.5 * Math.sqrt(c.var_of_ones)) / Math.sqrt(SIZE));
    expect(Math.abs(std ** 2 / c.var_of_ones - 1)).toBeLessThan(0.03);
    expectIdentity(layer);
  });

  test.each(of("dropout_slide"))("the course's example of dropout $rate", (c) => {
    const x = arrayOf(c.x, "float32");
    const dropped = dropout(c.rate, { seed: 1 }).apply(x, { training: true }).data();
    const kept = x.div(1 - c.rate).data();
    dropped.forEach((y, i) => {
      if (y !== 0) expect(y).toBeCloseTo(kept[i] as number, 5);
    });
  });

  test.each(of("gaussian_noise"))("gaussian noise $stddev", (c) => {
    const layer = gaussianNoise(c.stddev, { seed: 1 });
    const { mean, std } = statistics(drawn(layer).map((x) => x - 1));
    expect(Math.abs(mean - c.mean)).toBeLessThan((4.5 * c.std) / Math.sqrt(SIZE));
    expect(Math.abs(std / c.std - 1)).toBeLessThan(0.02);
    expectIdentity(layer);
  });

  test.each(of("gaussian_dropout"))("gaussian dropout $rate", (c) => {
    const layer = gaussianDropout(c.rate, { seed: 1 });
    const { mean, std } = statistics(drawn(layer));
    const { multiplicative_mean: centre, multiplicative_std: spread } = c;
    expect(Math.abs(mean - centre)).toBeLessThan((4.5 * spread) / Math.sqrt(SIZE));
    expect(Math.abs(std / spread - 1)).toBeLessThan(0.02);
    expectIdentity(layer);
  });

  test.each(of("alpha_dropout"))("alpha dropout $rate", (c) => {
    const layer = alphaDropout(c.rate, { seed: 1 });
    const values = drawn(layer);
    const [kept, dropped] = [c.a + c.b, c.a * c.alpha_p + c.b];
    expect(values.every((x) => Math.min(Math.abs(x - kept), Math.abs(x - dropped)) < 1e-6)).toBe(true);
    const share = values.filter((x) => Math.abs(x - dropped) < 1e-6).length / SIZE;
    expect(Math.abs(share - c.rate)).toBeLessThan(0.01);
    expectIdentity(layer);
  });
});
