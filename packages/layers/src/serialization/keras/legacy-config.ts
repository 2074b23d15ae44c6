import { isSerialized, type SerializedObject } from "../../common/resolve";

type Config = Readonly<Record<string, unknown>>;

/** A model's settings as legacy files have them: layers without their module and build shape. */
export function legacyModelConfig(model: SerializedObject): Config {
  return { class_name: model.class_name, config: plainConfig(model.config) };
}

function plainConfig(config: Config): Config {
  const { layers } = config;
  if (!Array.isArray(layers)) return config;
  return {
    ...config,
    layers: layers.map((layer: SerializedObject & Config) => {
      const { module: _m, registered_name: _r, build_config: _b, compile_config: _c, ...rest } = layer;
      return { ...rest, config: plainConfig(layer.config) };
    }),
  };
}

/** How a model is trained as legacy files have it: objects without their module, the optimizer last. */
export function legacyTrainingConfig(compile: Config): Config {
  const { optimizer, ...rest } = compile;
  return { ...(plain(rest) as Config), optimizer_config: plain(optimizer, false) };
}

function plain(value: unknown, deep = true): unknown {
  if (Array.isArray(value)) return value.map((one) => plain(one));
  if (isSerialized(value)) return { class_name: value.class_name, config: value.config };
  if (typeof value !== "object" || value === null || !deep) return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, plain(one)]));
}

/** The same in the form of `.keras` files. */
export function modernCompileConfig(training: Config): Config {
  const { optimizer_config: optimizer, ...rest } = training;
  return { optimizer, ...rest };
}
