/** Numbers in a dataset: float32 as they are, float64 and whole numbers (exact to 2^53) as float64. */
export type H5Numbers = Float32Array | Float64Array;

/** The types that are written. */
export type H5WrittenType = "float32" | "float64" | "int32" | "int64";

/** A text or list of texts beside a group or dataset; numbers are only read. */
export interface H5Attribute {
  /** The length of every axis; none for a single value. */
  readonly shape: readonly number[];
  /** The type of the values: "string", or as NumPy calls it. */
  readonly dtype: string;
  /** Whether the texts are marked as UTF-8 or as ASCII. */
  readonly charset?: "utf8" | "ascii";
  /** The values in row-major order. */
  values(): readonly (string | number)[];
}

/** An array in a file. */
export interface H5Dataset {
  readonly kind: "dataset";
  readonly attributes: ReadonlyMap<string, H5Attribute>;
  /** The length of every axis; none for a single number. */
  readonly shape: readonly number[];
  /** As NumPy calls it. */
  readonly dtype: string;
  /** The numbers in row-major order, read when they are asked for. */
  numbers(): H5Numbers;
}

/** A folder in a file. */
export interface H5Group {
  readonly kind: "group";
  readonly attributes: ReadonlyMap<string, H5Attribute>;
  readonly children: ReadonlyMap<string, H5Node>;
}

/** What has a name in a group. */
export type H5Node = H5Group | H5Dataset;

/** What stands at a path such as "layers/dense/vars/0", if anything does. */
export function nodeAt(group: H5Group, path: string): H5Node | undefined {
  let node: H5Node | undefined = group;
  for (const part of path.split("/")) {
    if (part === "") continue;
    node = node?.kind === "group" ? node.children.get(part) : undefined;
  }
  return node;
}

/** The group at a path, if there is one. */
export function groupAt(group: H5Group, path: string): H5Group | undefined {
  const node = nodeAt(group, path);
  return node?.kind === "group" ? node : undefined;
}
