import { isSerialized } from "../common/resolve";

/** The dtype in Keras's `DTypePolicy`, or as it is. */
export function fromKerasDType(value: unknown): unknown {
  return isSerialized(value) ? value.config.name : value;
}

/** A dtype as Keras 3 writes it to files. */
export function toKerasDType(name: string): Record<string, unknown> {
  return { module: "keras", class_name: "DTypePolicy", config: { name }, registered_name: null };
}
