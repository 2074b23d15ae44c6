/** What a page asks of a worker that trains; the settings say what. */
export type Request<Settings> =
  | { readonly kind: "train"; readonly settings: Settings }
  | { readonly kind: "stop" }
  | {
      readonly kind: "predict";
      readonly id: number;
      readonly points: Float32Array;
      readonly network: number;
    };

/** How a training ends that does not end by itself. */
export type Ending = { readonly kind: "stopped" } | { readonly kind: "failed"; readonly message: string };

/** The probability of class 1 for each point that was asked for. */
export interface Prediction {
  readonly kind: "prediction";
  readonly id: number;
  readonly probabilities: Float32Array;
}

/** What a worker tells of its training: progress, and that it is done. */
export interface News {
  readonly kind: "progress" | "done";
}
