import type { Tensor } from "@wellfit/core";
import { show } from "../common/options";
import {
  type CustomObjects,
  isSerialized,
  type SerializedObject,
  withApart,
  withCustomObjects,
} from "../common/resolve";
import { resolveLayer } from "../layers/resolve-layer";
import type { Tensors } from "../layers/tensors";
import { withWeightLimit } from "../layers/weight-limit";
import type { CompileOptions } from "../models/compile";
import { Model } from "../models/model";
import { APART } from "./apart";
import { checkSettings } from "./check-settings";
import { parseJson } from "./parse-json";

/** Options of {@link modelFromJson}. */
export interface FromJsonOptions {
  /** Classes and functions of your own, by the names that the file has for them. */
  readonly customObjects?: CustomObjects;
  /** Whether the model is compiled as the file says. Default true. */
  readonly compile?: boolean;
}

/**
 * A model from what `model.toJSON()` gives or Keras 3 writes, with new weights; compiled when the file says how.
 *
 * @typeParam Out - What the model gives: a tensor by default, `readonly Tensor[]` or an object for several outputs.
 * @param json - The object, or its text.
 * @throws SyntaxError for text that is no JSON, TypeError for what is no model or has classes that are not here.
 * @example
 * const copy = modelFromJson(JSON.stringify(model));
 */
export function modelFromJson<Out extends Tensors = Tensor>(
  json: string | object,
  options: FromJsonOptions = {},
): Model<Out> {
  const settings: unknown = typeof json === "string" ? parseJson("modelFromJson", json) : json;
  checkSettings("modelFromJson", settings);
  return buildModel<Out>("modelFromJson", settings, options);
}

/**
 * A model from parsed settings.
 *
 * @param where - What asks.
 * @param mostWeights - The numbers that its weights may have together. Default: no limit.
 */
export function buildModel<Out extends Tensors = Tensor>(
  where: string,
  read: unknown,
  options: FromJsonOptions,
  mostWeights: number = Number.POSITIVE_INFINITY,
): Model<Out> {
  const { customObjects, compile = true } = options;
  if (!isSerialized(read) || typeof read.config !== "object" || read.config === null) {
    throw new TypeError(
      `${where}: received ${show(read)}, expected an object with class_name and config, as model.toJSON() gives`,
    );
  }
  return withApart(APART, () =>
    withCustomObjects(customObjects, () => make(where, read, compile, mostWeights)),
  );
}

function make<Out extends Tensors>(
  where: string,
  read: SerializedObject,
  compile: boolean,
  mostWeights: number,
): Model<Out> {
  const model = guarded(
    () => withWeightLimit(mostWeights, () => resolveLayer(read, where)),
    (why) => `${where}: the model cannot be made from its settings: ${why}`,
  );
  if (!(model instanceof Model)) {
    throw new TypeError(
      `${where}: received the layer ${show(read.class_name)}, expected a model such as "Sequential" or "Functional"`,
    );
  }
  const { compile_config: given } = read as SerializedObject & { compile_config?: unknown };
  if (compile && typeof given === "object" && given !== null && Object.keys(given).length > 0) {
    guarded(
      () => model.compile(compileOptions(given as Readonly<Record<string, unknown>>)),
      (why) =>
        `${where}: the model cannot be compiled as it was saved: ${why}; { compile: false } leaves that out`,
    );
  }
  return model as Model<Out>;
}

/** Runs what reads settings that may come from anywhere; `say` puts an error into words. */
function guarded<R>(body: () => R, say: (why: string) => string): R {
  try {
    return body();
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    const ours = error instanceof RangeError ? RangeError : TypeError;
    const { message } = error;
    // What the engine says of a value of the wrong kind helps nobody by itself.
    const why = /^Cannot |\(reading|is not (a function|iterable)|^Invalid |call stack|undefined or null/.test(
      message,
    )
      ? `they are damaged (${message}); get the file again, or save the model once more`
      : message;
    throw new ours(say(why), { cause: error });
  }
}

function compileOptions(config: Readonly<Record<string, unknown>>): CompileOptions {
  const { loss, loss_weights, optimizer, metrics, weighted_metrics } = config;
  return {
    loss,
    optimizer,
    lossWeights: loss_weights ?? undefined,
    metrics: metrics ?? [],
    weightedMetrics: weighted_metrics ?? [],
  } as CompileOptions;
}
