import type { H5Attribute, H5Dataset, H5Group, H5Node, H5Numbers, H5WrittenType } from "./nodes";

/** A group to be written. */
export function group(
  children: Iterable<readonly [name: string, node: H5Node]> = [],
  attributes: Iterable<readonly [name: string, attribute: H5Attribute]> = [],
): H5Group {
  return { kind: "group", attributes: new Map(attributes), children: new Map(children) };
}

/** An array to be written. */
export function dataset(dtype: H5WrittenType, shape: readonly number[], data: H5Numbers): H5Dataset {
  return { kind: "dataset", attributes: new Map(), dtype, shape, numbers: () => data };
}

/** A text to be written, which h5py reads as `str`. */
export function text(value: string, charset: "utf8" | "ascii" = "utf8"): H5Attribute {
  return { shape: [], dtype: "string", charset, values: () => [value] };
}

/** A list of texts to be written; without any, h5py and so Keras write a list of numbers. */
export function texts(values: readonly string[]): H5Attribute {
  return values.length === 0
    ? { shape: [0], dtype: "float64", values: () => [] }
    : { shape: [values.length], dtype: "string", charset: "ascii", values: () => values };
}
