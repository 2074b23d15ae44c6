import { concat, flip, type Tensor } from "@wellfit/core";
import { camelKeys } from "../common/names";
import { checkChoice, readOptions, show } from "../common/options";
import { type BatchShape, type Shapes, shapeList } from "../common/shapes";
import { layerConfig } from "../models/layer-config";
import type { CallOptions } from "./call-options";
import type { CallContext } from "./context";
import { type Layer, type LayerOptions, layerDefaults } from "./layer";
import type { Mask } from "./mask";
import { checkRecurrent, type RecurrentLayer } from "./recurrent-layer";
import { SequenceLayer, stateList } from "./sequence-layer";
import type { OutputShapes } from "./symbolic";
import { flattenTensors, type Tensors } from "./tensors";

/** How the outputs of both directions become one; see {@link BidirectionalOptions.mergeMode}. */
export type MergeMode = "concat" | "sum" | "mul" | "ave";

/** Options of {@link bidirectional}. */
export interface BidirectionalOptions extends LayerOptions {
  /**
   * How the outputs become one: side by side, their sum, their product or their mean; `null` gives both, in an array.
   * Default "concat".
   */
  readonly mergeMode?: MergeMode | null;
  /** The layer for the other direction, made with `goBackwards: true`. Default: one like the first with weights of its own. */
  readonly backwardLayer?: RecurrentLayer;
}

const WHERE = "bidirectional";
const MODES = ["concat", "sum", "mul", "ave"] as const;

/** See {@link bidirectional}. */
export class Bidirectional extends SequenceLayer {
  /** Its name in Keras. */
  static readonly className: string = "Bidirectional";
  /** Reads from the first step to the last. */
  readonly forwardLayer: RecurrentLayer;
  /** Reads from the last step to the first. */
  readonly backwardLayer: RecurrentLayer;
  private readonly mergeMode: MergeMode | null;

  /** The layer that a config describes, with those within. */
  static fromConfig(
    config: Readonly<Record<string, unknown>>,
    resolve: (value: unknown) => Layer,
  ): Bidirectional {
    const back = config.backward_layer;
    const options = camelKeys({
      ...config,
      layer: resolve(config.layer),
      backward_layer: back === undefined || back === null ? undefined : resolve(back),
    });
    return new Bidirectional(options as never);
  }

  constructor(options: BidirectionalOptions & { readonly layer: RecurrentLayer }) {
    const given = readOptions(WHERE, options, {
      ...layerDefaults,
      dtype: undefined as unknown,
      layer: undefined as unknown,
      backwardLayer: undefined as unknown,
      mergeMode: "concat" as unknown,
      weights: undefined as unknown,
    });
    const layer = checkRecurrent(WHERE, given.layer);
    const inputShape = given.inputShape ?? layer.batchInputShape?.slice(1);
    super(WHERE, { ...given, inputShape, dtype: given.dtype ?? layer.dtype });
    this.mergeMode =
      options.mergeMode === null ? null : checkChoice(WHERE, "mergeMode", given.mergeMode, MODES);
    const named = (direction: string): string =>
      `${direction}_${layer.name.startsWith(`${direction}_`) ? layer.name.slice(direction.length + 1) : layer.name}`;
    const forward = layer.again({ name: named("forward") });
    const backward =
      given.backwardLayer === undefined
        ? layer.again({ name: named("backward"), goBackwards: true })
        : checkRecurrent(`${WHERE}: backwardLayer`, given.backwardLayer);
    checkPair(forward, backward);
    // Where one direction has padding, the other has too: repeating the step before would mix them up.
    for (const one of [forward, backward]) one.zeroOutputForMask = one.returnSequences;
    this.forwardLayer = this.track("forward_layer", forward);
    this.backwardLayer = this.track("backward_layer", backward);
  }

  override computeOutputShape(inputShape: Shapes): OutputShapes {
    const made = this.forwardLayer.computeOutputShape(inputShape) as Shapes;
    const [output, ...states] = shapeList(made) as readonly [BatchShape, ...BatchShape[]];
    const double = (shape: BatchShape): BatchShape => [
      ...shape.slice(0, -1),
      2 * (shape[shape.length - 1] as number),
    ];
    const outputs =
      this.mergeMode === null ? [output, output] : [this.mergeMode === "concat" ? double(output) : output];
    const all = [...outputs, ...states, ...states];
    return all.length === 1 ? (all[0] as BatchShape) : all;
  }

  override call(x: Tensor, context: CallContext, options: CallOptions = {}): Tensor | readonly Tensor[] {
    const { initialState, ...rest } = options;
    const states = stateList(initialState);
    const half = (states?.length ?? 0) / 2;
    if (!Number.isInteger(half)) {
      throw new RangeError(
        `${this.name}: received ${states?.length} tensors as initialState, expected those of the forward layer and then as ` +
          "many for the backward layer",
      );
    }
    const run = (layer: RecurrentLayer, own: readonly unknown[] | undefined): readonly Tensor[] =>
      flattenTensors(layer.run(x, context, own === undefined ? rest : { ...rest, initialState: own }));
    const [there, ...thereStates] = run(this.forwardLayer, states?.slice(0, half));
    const [back, ...backStates] = run(this.backwardLayer, states?.slice(half));
    const first = there as Tensor;
    const second = this.forwardLayer.returnSequences ? flip(back as Tensor, 1) : (back as Tensor);
    const all = [...this.merged(first, second), ...thereStates, ...backStates];
    return all.length === 1 ? (all[0] as Tensor) : all;
  }

  override computeMask(x: Tensors, mask: CallOptions["mask"]): Mask | readonly Mask[] {
    if (!this.forwardLayer.returnSequences) return undefined;
    const own = super.computeMask(x, mask) as Mask;
    return this.mergeMode === null ? [own, own] : own;
  }

  override getConfig(): Record<string, unknown> {
    return {
      ...super.getConfig(),
      merge_mode: this.mergeMode,
      layer: layerConfig(this.forwardLayer),
      backward_layer: layerConfig(this.backwardLayer),
    };
  }

  protected override makeWeights(inputShape: Shapes): void {
    const shape = this.checkSequence(inputShape);
    this.forwardLayer.build(shape);
    this.backwardLayer.build(shape);
  }

  private merged(a: Tensor, b: Tensor): readonly Tensor[] {
    switch (this.mergeMode) {
      case "concat":
        return [concat([a, b], -1)];
      case "sum":
        return [a.add(b)];
      case "mul":
        return [a.mul(b)];
      case "ave":
        return [a.add(b).mul(0.5)];
      case null:
        return [a, b];
    }
  }
}

function checkPair(forward: RecurrentLayer, backward: RecurrentLayer): void {
  if (forward.goBackwards === backward.goBackwards) {
    throw new RangeError(
      `${WHERE}: received two layers with goBackwards ${forward.goBackwards}, expected one that goes forwards and one that ` +
        "goes backwards; give the first layer no goBackwards, and backwardLayer goBackwards: true",
    );
  }
  for (const name of ["returnSequences", "returnState", "dtype"] as const) {
    if (forward[name] === backward[name]) continue;
    throw new RangeError(
      `${WHERE}: received a layer with ${name} ${show(forward[name])} and a backwardLayer with ${show(backward[name])}, ` +
        "expected the same for both",
    );
  }
}

/**
 * Reads sequences in both directions, with a layer for each, and puts their outputs together (Schuster and Paliwal 1997).
 * The outputs of all steps are put in the order of the input. With `returnState` the states of both layers follow; states
 * given with `initialState` are those of the forward layer and then those of the backward layer.
 *
 * @param layer - A recurrent layer such as `lstm(8)`. Its settings are used, for two layers with weights of their own.
 * @throws TypeError for another layer; RangeError when both go in the same direction or differ in what they return.
 * @example
 * sequential([bidirectional(lstm(8, { returnSequences: true }), { inputShape: [10, 3] }), bidirectional(gru(4)), dense(1)]);
 */
export function bidirectional(layer: RecurrentLayer, options: BidirectionalOptions = {}): Bidirectional {
  return new Bidirectional({ ...options, layer });
}
