import type { CustomObjects, Layer } from "@wellfit/layers";

/** What the harness needs to check a layer. */
export interface LayerRow {
  /** Makes the layer with options that all layers have. */
  readonly make: (options: { dtype?: "float32" | "float64"; name?: string }) => Layer;
  /** The shape of one row of the input; an array of shapes for a layer that takes several inputs. */
  readonly input: readonly number[] | readonly (readonly number[])[];
  /** Whether it has weights. */
  readonly learns: boolean;
  /** Inputs are whole numbers from 0 to below this, and have no gradient. Default: numbers from -1 to 1. */
  readonly classes?: number;
  /** Other arguments of the call. Default none. */
  readonly call?: Readonly<Record<string, unknown>>;
  /** Whether the output follows the input smoothly, so that differences tell its gradient. Default true. */
  readonly smooth?: boolean;
  /** Whether rows of any shape may follow one another; default false: another shape is refused once it is built. */
  readonly anyShape?: boolean;
  /** Whether it is where data enters, so that it is applied to nothing. Default false. */
  readonly entry?: boolean;
  /** Whether it takes what is no number, so that it works outside of models only. Default false. */
  readonly outside?: boolean;
  /** Functions that a file with the layer needs. Default none. */
  readonly customObjects?: CustomObjects;
  /** The dtype of the output when it is not the layer's. */
  readonly gives?: "int32";
}

/** Rows by the name of the class. */
export type LayerRows = Readonly<Record<string, LayerRow>>;
