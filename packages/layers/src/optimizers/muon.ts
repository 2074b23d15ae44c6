import { checkNumber, readOptions, show } from "../common/options";
import type { ParameterShape } from "./gradient-transform";
import { optionsFromKeras } from "./keras-config";
import { Optimizer } from "./optimizer";
import { type LearningRate, type OptimizerOptions, optimizerDefaults } from "./optimizer-options";
import { scaleByMuon } from "./scale-by-muon";

/** Options of {@link muon}. */
export interface MuonOptions extends OptimizerOptions {
  /** Adam's share of the mean of gradients that stays at each step. Default 0.9; at least 0 and below 1. */
  readonly adamBeta1?: number;
  /** Adam's share of the mean of squared gradients that stays at each step. Default 0.999; at least 0 and below 1. */
  readonly adamBeta2?: number;
  /** The weight decay of what takes Adam's steps; `weightDecay` is that of the rest. Default 0.004. */
  readonly adamWeightDecay?: number;
  /** What Adam adds to the root before division. Default 1e-7. */
  readonly epsilon?: number;
  /** Adam's learning rate is so many times the optimizer's. Default 1. */
  readonly adamLrRatio?: number;
  /** Weights in whose name one of these regular expressions is found take Adam's steps, such as the last layer. Default none. */
  readonly excludeLayers?: readonly string[];
  /** Whether weights with "embedding" in their name take Adam's steps. Default true. */
  readonly excludeEmbeddings?: boolean;
  /** The factor of x in the polynomial that moves singular values. Default 3.4445. */
  readonly muonA?: number;
  /** The factor of x³. Default -4.775. */
  readonly muonB?: number;
  /** The factor of x⁵. Default 2.0315. */
  readonly muonC?: number;
  /** How often the polynomial is applied, a whole number of at least 1. Default 5. */
  readonly nsSteps?: number;
  /** How much of the sum of gradients stays at each step, from 0 to 1. Default 0.95. */
  readonly momentum?: number;
  /** Look ahead by the momentum first. Default true. */
  readonly nesterov?: boolean;
  /**
   * Steps are scaled to about this root mean square, so that Adam's rates and decays do for them too (Liu et al. 2025); null
   * for steps as they are. Default 0.2.
   */
  readonly rmsRate?: number | null;
}

type MuonSettings = Required<Omit<MuonOptions, keyof OptimizerOptions | "rmsRate">> & {
  readonly rmsRate: number | undefined;
};

/** See {@link muon}. */
export class Muon extends Optimizer {
  /** Its name in Keras. */
  static readonly className: string = "Muon";
  private readonly muon: MuonSettings;

  constructor(options: MuonOptions = {}) {
    const where = "muon";
    const read = readOptions(where, options, {
      ...optimizerDefaults,
      weightDecay: 0.004,
      learningRate: 0.001 as LearningRate,
      adamBeta1: 0.9,
      adamBeta2: 0.999,
      adamWeightDecay: 0.004,
      epsilon: 1e-7,
      adamLrRatio: 1,
      excludeLayers: [] as readonly string[],
      excludeEmbeddings: true,
      muonA: 3.4445,
      muonB: -4.775,
      muonC: 2.0315,
      nsSteps: 5,
      momentum: 0.95,
      nesterov: true,
      rmsRate: 0.2 as number | undefined,
    });
    const given = { ...read, rmsRate: options?.rmsRate === null ? undefined : read.rmsRate };
    checkNumber(where, "adamBeta1", given.adamBeta1, { min: 0, below: 1 });
    checkNumber(where, "adamBeta2", given.adamBeta2, { min: 0, below: 1 });
    checkNumber(where, "adamWeightDecay", given.adamWeightDecay, { min: 0 });
    checkNumber(where, "epsilon", given.epsilon, { min: 0 });
    checkNumber(where, "adamLrRatio", given.adamLrRatio, { min: 0 });
    checkNumber(where, "muonA", given.muonA);
    checkNumber(where, "muonB", given.muonB);
    checkNumber(where, "muonC", given.muonC);
    checkNumber(where, "nsSteps", given.nsSteps, { integer: true, min: 1 });
    checkNumber(where, "momentum", given.momentum, { min: 0, max: 1 });
    if (given.rmsRate !== undefined) checkNumber(where, "rmsRate", given.rmsRate, { above: 0 });
    const patterns = readPatterns(given.excludeLayers);
    super(
      where,
      given,
      scaleByMuon({
        ...given,
        usesAdam: (parameter) => usesAdam(parameter, given.excludeEmbeddings, patterns),
        newtonSchulz: { coefficients: [given.muonA, given.muonB, given.muonC], steps: given.nsSteps },
      }),
    );
    this.muon = given;
  }

  /** An optimizer from its settings as Keras writes them. */
  static fromConfig(config: Readonly<Record<string, unknown>>): Muon {
    return new Muon(optionsFromKeras("muon", config));
  }

  protected override weightDecayOf(parameter: ParameterShape): number | undefined {
    const { excludeEmbeddings, excludeLayers, adamWeightDecay } = this.muon;
    return usesAdam(parameter, excludeEmbeddings, readPatterns(excludeLayers))
      ? adamWeightDecay
      : super.weightDecayOf(parameter);
  }

  override getConfig(): Record<string, unknown> {
    const { muon } = this;
    return {
      ...super.getConfig(),
      adam_beta_1: muon.adamBeta1,
      adam_beta_2: muon.adamBeta2,
      epsilon: muon.epsilon,
      exclude_layers: [...muon.excludeLayers],
      muon_a: muon.muonA,
      muon_b: muon.muonB,
      muon_c: muon.muonC,
      adam_lr_ratio: muon.adamLrRatio,
      momentum: muon.momentum,
      ns_steps: muon.nsSteps,
      nesterov: muon.nesterov,
      exclude_embeddings: muon.excludeEmbeddings,
      adam_weight_decay: muon.adamWeightDecay,
      rms_rate: muon.rmsRate ?? null,
    };
  }
}

function usesAdam(
  { name, shape }: ParameterShape,
  embeddings: boolean,
  patterns: readonly RegExp[],
): boolean {
  if (shape.length !== 2) return true;
  if (embeddings && name.toLowerCase().includes("embedding")) return true;
  return patterns.some((pattern) => pattern.test(name));
}

function readPatterns(given: unknown): RegExp[] {
  if (Array.isArray(given) && given.every((part) => typeof part === "string")) {
    try {
      return given.map((part) => new RegExp(part));
    } catch {
      // Said below.
    }
  }
  throw new TypeError(
    `muon: received excludeLayers ${show(given)}, expected regular expressions for names of weights, such as ["dense_2"]`,
  );
}

/**
 * Muon (Jordan et al. 2024): matrices move by their momentum made orthogonal, everything else by AdamW's steps. Name the last
 * dense layer in `excludeLayers`, which Adam trains better.
 *
 * @param options - `learningRate` is 0.001 by default, `weightDecay` 0.004.
 * @throws RangeError for numbers out of range, TypeError for an unknown option.
 * @example
 * model.compile({ loss: "mse", optimizer: muon({ learningRate: 0.01, excludeLayers: ["dense_2"] }) });
 */
export function muon(options: MuonOptions = {}): Muon {
  return new Muon(options);
}
