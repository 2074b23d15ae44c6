/** A distribution of points or rows, and how they are prepared. All parts are made by seed 1 unless said otherwise. */
export interface DataSpec {
  /** Which generator of `@wellfit/data`. */
  readonly generator: "moons" | "circles" | "regression";
  /** How many rows are made. */
  readonly nSamples: number;
  /** How many of them, the first ones, are trained on. */
  readonly nTrain: number;
  /** How many of the training rows, the last ones, are held out to choose by; default none. */
  readonly nValidation?: number;
  /** The standard deviation of the noise in the data. */
  readonly noise: number;
  /** Features of a regression; default 20. */
  readonly nFeatures?: number;
  /** The seed of the generator; default 1. */
  readonly randomState?: number;
  /** The inputs: standardised, or brought into this range, by what the training rows say. */
  readonly scaleX?: "standard" | readonly [number, number];
  /** The targets likewise. */
  readonly scaleY?: "standard" | readonly [number, number];
}

/** How weights begin: one of Keras's initializers by name, or uniform in a range. */
export type InitializerSpec =
  | "glorotUniform"
  | "heUniform"
  | "heNormal"
  | { readonly uniform: readonly [number, number] };

/** What keeps weights small: a norm of 1 for each unit, or one of at most so much. */
export type ConstraintSpec = "unitNorm" | { readonly maxNorm: number };

/** What a layer has, hidden or not. */
export interface LayerSpec {
  /** The activation. */
  readonly activation: "relu" | "tanh" | "sigmoid" | "linear";
  /** Default "glorotUniform". */
  readonly initializer?: InitializerSpec;
  /** The penalty of the weights' absolute values. */
  readonly l1?: number;
  /** The penalty of the weights' squares. */
  readonly l2?: number;
  /** The penalty of the biases' squares. */
  readonly biasL2?: number;
  /** On the kernel, after each step. */
  readonly constraint?: ConstraintSpec;
  /** On the biases, after each step. */
  readonly biasConstraint?: ConstraintSpec;
}

/** A hidden layer. */
export interface HiddenSpec extends LayerSpec {
  /** How many units. */
  readonly units: number;
  /** The share of its outputs that is dropped. */
  readonly dropout?: number;
  /** The standard deviation of noise on what goes into the activation. */
  readonly noiseBefore?: number;
  /** The standard deviation of noise on what comes out of it. */
  readonly noiseAfter?: number;
}

/** The optimizer with its options. */
export interface OptimizerSpec {
  /** Adam, or gradient descent. */
  readonly name: "adam" | "sgd";
  /** The learning rate. */
  readonly learningRate: number;
  /** The momentum of gradient descent; default none. */
  readonly momentum?: number;
  /** The largest norm of the gradient of a weight. */
  readonly clipNorm?: number;
  /** The largest size of an entry of a gradient. */
  readonly clipValue?: number;
}

/** A network with one output. */
export interface NetworkSpec {
  /** The hidden layers, the first one first. */
  readonly hidden: readonly HiddenSpec[];
  /** The output layer, of one unit. */
  readonly output: LayerSpec;
  /** What is made small. */
  readonly loss: "binaryCrossentropy" | "meanSquaredError";
  /** How. */
  readonly optimizer: OptimizerSpec;
  /** The standard deviation of noise on the inputs. */
  readonly inputNoise?: number;
  /** The share of inputs that is dropped. */
  readonly inputDropout?: number;
}

/** When training ends early. */
export interface StopSpec {
  /** What is watched. */
  readonly monitor: "valLoss" | "valAccuracy";
  /** How many epochs without an improvement are waited for. */
  readonly patience: number;
}

/** One configuration that is trained, with several seeds. */
export interface CaseSpec {
  /** What it is called in tables, such as "l2 0.001". */
  readonly name: string;
  /** What it is trained and judged on. */
  readonly data: DataSpec;
  /** What is trained. */
  readonly network: NetworkSpec;
  /** How many epochs at most. */
  readonly epochs: number;
  /** Default 32. */
  readonly batchSize?: number;
  /** Ends training early, with the weights of the epoch after which it ended. */
  readonly stop?: StopSpec;
  /** Keeps the curves of every epoch; default only where `stop` needs them. */
  readonly curves?: boolean;
  /**
   * After which epochs (0 is before the first) the gradients of the kernels are measured, on all training rows: some, or
   * before training and after every so many. Default none. Other epochs cost nothing.
   */
  readonly gradientsAt?: readonly number[] | { readonly every: number };
  /**
   * How many seeds its mean needs, unless one says how many to take; default 10. More where the runs differ so much that the
   * mean of ten swings: when one run in ten does what the others do not, ten runs have it not at all or three times.
   */
  readonly repeats?: number;
  /** The name of the case in the committed reference values; undefined where there are none. */
  readonly reference?: string;
}
