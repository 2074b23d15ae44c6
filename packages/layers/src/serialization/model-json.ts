import { show } from "../common/options";
import {
  type CustomObjects,
  isSerialized,
  type SerializedObject,
  withCustomObjects,
} from "../common/resolve";
import type { CompileOptions } from "../models/compile";
import { Sequential } from "../models/sequential";

/** Options of {@link modelFromJson}. */
export interface FromJsonOptions {
  /** Classes and functions of your own, by the names that the file has for them. */
  readonly customObjects?: CustomObjects;
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
  const read: unknown = typeof json === "string" ? parse(json) : json;
  if (!isSerialized(read) || typeof read.config !== "object" || read.config === null) {
    throw new TypeError(
      `modelFromJson: received ${show(read)}, expected an object with class_name and config, as model.toJSON() gives`,
    );
  }
  if (read.class_name !== "Sequential") {
    throw new TypeError(
      `modelFromJson: received a model of class ${show(read.class_name)}, expected "Sequential"`,
    );
  }
  return withCustomObjects(options.customObjects, () => {
    const model = Sequential.fromConfig(read.config);
    const compile = (read as SerializedObject & { compile_config?: Record<string, unknown> }).compile_config;
    if (compile && Object.keys(compile).length > 0) model.compile(compileOptions(compile));
    return model;
  });
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new SyntaxError(
      `modelFromJson: the text is not JSON (${why}); pass what JSON.stringify(model) gave`,
    );
  }
}

function compileOptions({ loss, optimizer, metrics }: Readonly<Record<string, unknown>>): CompileOptions {
  return {
    loss: loss as CompileOptions["loss"],
    optimizer: optimizer as NonNullable<CompileOptions["optimizer"]>,
    metrics: (metrics ?? []) as NonNullable<CompileOptions["metrics"]>,
  };
}
