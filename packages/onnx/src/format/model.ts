/** The numbers that stand for element types in a `TensorProto`. Those that Wellfit reads or writes. */
export const DATA_TYPE = {
  float32: 1,
  int32: 6,
  int64: 7,
  bool: 9,
  float64: 11,
  uint32: 12,
} as const;

/** The number of an attribute's kind in an `AttributeProto`. */
export const ATTRIBUTE_TYPE = {
  float: 1,
  int: 2,
  string: 3,
  tensor: 4,
  floats: 6,
  ints: 7,
  strings: 8,
} as const;

/** `TensorShapeProto.Dimension`: a length, or a name for one that is only known when the model runs. */
export interface DimensionProto {
  readonly dimValue?: number;
  readonly dimParam?: string;
}

/** `ValueInfoProto`: the name, element type and shape of an input or output. */
export interface ValueInfoProto {
  readonly name?: string;
  readonly type?: {
    readonly tensorType?: {
      readonly elemType?: number;
      readonly shape?: { readonly dim: readonly DimensionProto[] };
    };
  };
}

/** `TensorProto`: numbers with a shape. Written as `rawData`; the typed lists are read where others wrote them. */
export interface TensorProto {
  readonly name?: string;
  readonly dims: readonly number[];
  readonly dataType?: number;
  readonly rawData?: Uint8Array;
  readonly floatData?: readonly number[];
  readonly int32Data?: readonly number[];
  readonly int64Data?: readonly number[];
  readonly doubleData?: readonly number[];
  readonly dataLocation?: number;
}

/** `AttributeProto`: a parameter of a node that is known when the model is written. */
export interface AttributeProto {
  readonly name?: string;
  readonly type?: number;
  readonly f?: number;
  readonly i?: number;
  readonly s?: Uint8Array;
  readonly t?: TensorProto;
  readonly floats?: readonly number[];
  readonly ints?: readonly number[];
  readonly strings?: readonly Uint8Array[];
}

/** `NodeProto`: one operator, applied to named values. */
export interface NodeProto {
  readonly input: readonly string[];
  readonly output: readonly string[];
  readonly name?: string;
  readonly opType?: string;
  readonly domain?: string;
  readonly attribute: readonly AttributeProto[];
}

/** `GraphProto`: nodes in an order in which they can be computed, and what they start from. */
export interface GraphProto {
  readonly name?: string;
  readonly node: readonly NodeProto[];
  readonly initializer: readonly TensorProto[];
  readonly input: readonly ValueInfoProto[];
  readonly output: readonly ValueInfoProto[];
}

/** `ModelProto`: the file. */
export interface ModelProto {
  readonly irVersion?: number;
  readonly producerName?: string;
  readonly graph?: GraphProto;
  readonly opsetImport: readonly { readonly domain?: string; readonly version?: number }[];
}
