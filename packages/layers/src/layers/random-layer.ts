import { seedOrNext } from "../common/seed";
import { Layer, type LayerOptions } from "./layer";

/** Options of every layer that draws random numbers. */
export interface RandomLayerOptions extends LayerOptions {
  /** The same seed draws the same numbers step by step. Default: one from `setSeed`. */
  readonly seed?: number;
}

/** A layer that draws random numbers while training. */
export abstract class RandomLayer extends Layer {
  /** What its random numbers come from. */
  protected readonly seed: number;
  private readonly givenSeed: number | undefined;

  /** Checks the seed or draws one. */
  constructor(where: string, options: { readonly [K in keyof RandomLayerOptions]?: unknown }) {
    super(where, options);
    this.givenSeed = options.seed as number | undefined;
    this.seed = seedOrNext(where, this.givenSeed);
  }

  override getConfig(): Record<string, unknown> {
    return { ...super.getConfig(), seed: this.givenSeed ?? null };
  }
}
