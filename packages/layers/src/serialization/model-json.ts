import { show } from "../common/options";
import {
  type CustomObjects,
  isSerialized,
  type SerializedObject,
  withCustomObjects,
} from "../common/resolve";
import type { CompileOptions } from "../models/compile";
import { Sequential } from "../models/sequential";
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
 * @param json - The object, or its text.
 * @throws SyntaxError for text that is no JSON, TypeError for what is no model or has classes that are not here.
 * @example
 * const copy = modelFromJson(JSON.stringify(model));
 */
export function modelFromJson(json: string | object, options: FromJsonOptions = {}): Sequential {
  return buildModel(
    "modelFromJson",
    typeof json === "string" ? parseJson("modelFromJson", json) : json,
    options,
  );
}

/** A model from parsed settings; `where` is what asks. */
export function buildModel(where: string, read: unknown, options: FromJsonOptions): Sequential {
  const { customObjects, compile = true } = options;
  if (!isSerialized(read) || typeof read.config !== "object" || read.config === null) {
    throw new TypeError(
      `${where}: received ${show(read)}, expected an object with class_name and config, as model.toJSON() gives`,
    );
  }
  if (read.class_name !== "Sequential") {
    throw new TypeError(
      `${where}: received a model of class ${show(read.class_name)}, expected "Sequential"`,
    );
  }
  const { compile_config: given } = read as SerializedObject & { compile_config?: unknown };
  return withCustomObjects(customObjects, () => {
    const model = guarded(
      () => Sequential.fromConfig(read.config),
      (why) => `${where}: the model cannot be made from its settings: ${why}`,
    );
    if (!compile || typeof given !== "object" || given === null || Object.keys(given).length === 0)
      return model;
    guarded(
      () => model.compile(compileOptions(given as Readonly<Record<string, unknown>>)),
      (why) =>
        `${where}: the model cannot be compiled as it was saved: ${why}; { compile: false } leaves that out`,
    );
    return model;
  });
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

function compileOptions({ loss, optimizer, metrics }: Readonly<Record<string, unknown>>): CompileOptions {
  return {
    loss: loss as CompileOptions["loss"],
    optimizer: optimizer as NonNullable<CompileOptions["optimizer"]>,
    metrics: (metrics ?? []) as NonNullable<CompileOptions["metrics"]>,
  };
}
