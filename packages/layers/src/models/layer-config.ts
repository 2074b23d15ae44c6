import type { SerializedObject } from "../common/resolve";
import type { Layer } from "../layers/layer";

/** A layer of a model as Keras 3 writes it: where its class lives, its settings, and the shape it was built for. */
export function layerConfig(layer: Layer): SerializedObject {
  return {
    module: layer.kerasModule,
    class_name: layer.className,
    config: layer.getConfig(),
    registered_name: layer.className === "Functional" || "isOperation" in layer ? layer.className : null,
    ...layer.buildConfig(),
  };
}

/** The same for a layer within a model: a model there says that it is not trained by itself. */
export function innerConfig(layer: Layer): SerializedObject {
  return { ...layerConfig(layer), ...("layers" in layer ? { compile_config: {} } : {}) };
}
