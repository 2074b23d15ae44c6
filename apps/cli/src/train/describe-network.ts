import type { Model } from "@wellfit/layers";
import { whole } from "../terminal/wording";

/** One layer of a network, in words. */
export interface LayerDescription {
  readonly name: string;
  readonly what: string;
  /** How many numbers come out for a row. */
  readonly outputs: number;
  /** How many weights it has. */
  readonly weights: number;
}

/** A network in words. */
export interface NetworkDescription {
  readonly inputs: number;
  readonly layers: readonly LayerDescription[];
  readonly weights: number;
}

const whatOf = (kind: string, config: Record<string, unknown>): string => {
  if (kind === "Dropout") return `dropout of ${String(config.rate)}`;
  const activation = typeof config.activation === "string" ? config.activation : "linear";
  return `${kind.toLowerCase()}, ${activation}`;
};

/** The layers of a network with their sizes. */
export const describeNetwork = (model: Model): NetworkDescription => {
  const inputs = model.inputShape?.[1] ?? 0;
  let outputs = inputs;
  const layers = model.layers.map((layer): LayerDescription => {
    const config = layer.getConfig();
    if (typeof config.units === "number") outputs = config.units;
    return { name: layer.name, what: whatOf(layer.className, config), outputs, weights: layer.countParams() };
  });
  return { inputs, layers, weights: layers.reduce((sum, { weights }) => sum + weights, 0) };
};

/** `30 → 64 relu → 1 sigmoid, 2,049 weights`. */
export const networkLine = ({ inputs, layers, weights }: NetworkDescription): string => {
  const steps = layers
    .filter(({ weights: own }) => own > 0)
    .map(({ outputs, what }) => `${outputs} ${what.split(", ")[1] ?? ""}`.trim());
  return `${[String(inputs), ...steps].join(" → ")}, ${whole(weights)} weights`;
};
