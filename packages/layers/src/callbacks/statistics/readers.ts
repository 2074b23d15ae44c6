import { gradients, jit, type Tensor, type Variable } from "@wellfit/core";
import { type ForwardPass, forwardPass } from "../../layers/context";
import type { Layer } from "../../layers/layer";
import { BatchLayout } from "../../models/batch-layout";
import { readDataset } from "../../models/dataset";
import type { Batch } from "../../models/engine-data";
import type { BatchRows } from "../../models/fit-control";
import type { Network } from "../../models/network";
import { objectiveOf } from "../../models/objective";
import { namedWeights } from "../../models/weights";
import type { BatchStatisticsOptions, NamedValues, ValueReader } from "./statistics-callback";

// What is looked at needs programs of its own, so that the training step stays as quick as it is.

/** Reads all weights as they are. */
export function weightReader(): ValueReader {
  return (model) =>
    namedWeights(model as unknown as Layer).map(([name, weight]) => ({
      layer: layerOf(name, model),
      name,
      data: weight.data(),
    }));
}

/** Reads the gradient of the loss with penalties for each weight that is trained, in training mode, before any clipping. */
export function gradientReader(where: string, data: BatchStatisticsOptions["data"]): ValueReader {
  return probe(where, data, true, (model, batch, pass) => {
    const { total } = objectiveOf(model, batch, pass);
    const names = new Map<Variable, string>(
      namedWeights(model as unknown as Layer).map(([name, weight]) => [weight, name]),
    );
    const weights = model.trainableWeights;
    const slopes = gradients(
      total,
      weights.map((weight) => weight.value),
    );
    return slopes.map((tensor, i) => {
      const weight = weights[i] as Variable;
      const name = names.get(weight) ?? weight.name;
      return { layer: layerOf(name, model), name, tensor };
    });
  });
}

/** Reads what each layer gives, as it does when it predicts. */
export function activationReader(where: string, data: BatchStatisticsOptions["data"]): ValueReader {
  return probe(where, data, false, (model, batch, pass, outputs) => {
    model.forward(batch.x, pass);
    const times = new Map<string, number>();
    return outputs.map(({ layer, tensor }) => {
      const time = (times.get(layer) ?? 0) + 1;
      times.set(layer, time);
      // A layer that is used twice gives two outputs.
      return { layer, name: time === 1 ? layer : `${layer}:${time}`, tensor };
    });
  });
}

interface Probed {
  readonly layer: string;
  readonly name: string;
  readonly tensor: Tensor;
}

function probe(
  where: string,
  data: BatchStatisticsOptions["data"],
  training: boolean,
  look: (
    model: Network,
    batch: Batch,
    pass: ForwardPass,
    outputs: readonly { readonly layer: string; readonly tensor: Tensor }[],
  ) => readonly Probed[],
): ValueReader {
  let program: ((model: Network, rows: BatchRows) => readonly NamedValues[]) | undefined;
  let given: BatchRows | undefined;
  return (model, rows) => {
    if (data !== undefined) given ??= readDataset(where, model, data[0], data[1]);
    const batch = given ?? rows();
    program ??= probeProgram(model, batch, training, look);
    return program(model, batch);
  };
}

function probeProgram(
  model: Network,
  example: BatchRows,
  training: boolean,
  look: Parameters<typeof probe>[3],
): (model: Network, rows: BatchRows) => readonly NamedValues[] {
  const layout = new BatchLayout(example as Parameters<BatchLayout["list"]>[0]);
  let labels: readonly Omit<Probed, "tensor">[] = [];
  const run = jit(
    (list: readonly Tensor[]): readonly Tensor[] => {
      const outputs: { layer: string; tensor: Tensor }[] = [];
      const paths = layerPaths(model as unknown as Layer);
      const pass = forwardPass(training, model.randomStep.value, (owner, tensor) => {
        outputs.push({ layer: paths.get(owner) ?? owner.name, tensor });
      });
      const found = look(model, layout.batch(list), pass, outputs);
      labels = found.map(({ layer, name }) => ({ layer, name }));
      return found.map(({ tensor }) => tensor);
    },
    { name: "probe" },
  );
  return (_, rows) =>
    run(layout.list(rows as Parameters<BatchLayout["list"]>[0])).map((tensor, i) => {
      const { layer, name } = labels[i] as Omit<Probed, "tensor">;
      return { layer, name, data: tensor.data() };
    });
}

/** The names of the layers at every depth, with those of the models they are in. */
function layerPaths(layer: Layer, path = ""): Map<unknown, string> {
  const found = new Map<unknown, string>();
  for (const inner of layer.layersWithin()) {
    const own = path + inner.name;
    found.set(inner, own);
    for (const [deep, name] of layerPaths(inner, `${own}/`)) if (!found.has(deep)) found.set(deep, name);
  }
  return found;
}

/** The layer that a weight with a path belongs to; weights of the model itself belong to it. */
function layerOf(path: string, model: Network): string {
  const at = path.lastIndexOf("/");
  return at < 0 ? model.name : path.slice(0, at);
}
