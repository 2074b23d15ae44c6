import { type DType, type Shape, type Tensor, tensor } from "@wellfit/core";
import { checkChoice, readOptions, show } from "../common/options";
import { Initializer } from "./initializer";
import { type WindowName, windowNames, windowOf } from "./windows";

/** Options of {@link stftInitializer}. */
export interface StftInitializerOptions {
  /** Which part of the complex result the kernel computes. */
  readonly side: "real" | "imag";
  /**
   * What the frame is multiplied by: the name of a window as SciPy has it, its numbers, or `"none"` (in files null).
   * Default "hann".
   */
  readonly window?: WindowName | "none" | readonly number[];
  /** Divides the window by the root of the sum of its squares, by the sum of its sizes, or not. Default "density". */
  readonly scaling?: "density" | "spectrum" | "none";
  /** Whether the window continues periodically instead of being symmetric. Default false. */
  readonly periodic?: boolean;
}

const WHERE = "stftInitializer";

/** See {@link stftInitializer}. */
export class STFTInitializer extends Initializer {
  /** Its name in Keras. */
  static readonly className: string = "STFTInitializer";
  private readonly side: "real" | "imag";
  private readonly window: WindowName | "none" | readonly number[];
  private readonly scaling: "density" | "spectrum" | "none";
  private readonly periodic: boolean;

  /** The initializer that a config of Keras describes, where null stands for no window and no scaling. */
  static fromConfig(config: Readonly<Record<string, unknown>>): STFTInitializer {
    const named = { ...config };
    for (const key of ["window", "scaling"]) if (named[key] === null) named[key] = "none";
    return new STFTInitializer(named as unknown as StftInitializerOptions);
  }

  constructor(options: StftInitializerOptions) {
    super();
    const given = readOptions(WHERE, options, {
      side: undefined as unknown,
      window: "hann" as unknown,
      scaling: "density" as unknown,
      periodic: false,
    });
    this.side = checkChoice(WHERE, "side", given.side, ["real", "imag"] as const);
    this.window = checkWindow(given.window);
    this.scaling = checkChoice(WHERE, "scaling", given.scaling, ["density", "spectrum", "none"] as const);
    this.periodic = given.periodic;
  }

  call(shape: Shape, dtype: DType = "float32"): Tensor {
    const [frame, channels, bins] = shape;
    if (shape.length !== 3 || frame === undefined || channels !== 1 || bins === undefined) {
      throw new RangeError(
        `${WHERE}: received a weight of shape ${show(shape)}, expected [frameLength, 1, fftLength / 2 + 1]: the kernel of a ` +
          "conv1d over one channel",
      );
    }
    const window = this.numbers(frame);
    const wave = this.side === "real" ? Math.cos : Math.sin;
    const out = new Float64Array(frame * bins);
    for (let t = 0; t < frame; t++) {
      // A single frequency is the constant one.
      for (let f = 0; f < bins; f++) {
        const angle = (-2 * Math.PI * t * f) / Math.max(1, (bins - 1) * 2);
        out[t * bins + f] = wave(angle) * (window[t] as number);
      }
    }
    return tensor(out, { shape, dtype });
  }

  getConfig(): Record<string, unknown> {
    const orNull = (value: unknown): unknown => (value === "none" ? null : value);
    return {
      side: this.side,
      window: orNull(this.window),
      periodic: this.periodic,
      scaling: orNull(this.scaling),
    };
  }

  /** What each moment of a frame is multiplied by. */
  private numbers(frame: number): ArrayLike<number> {
    const { window } = this;
    if (window === "none") return new Float64Array(frame).fill(1);
    const named = typeof window === "string";
    const values = named ? windowOf(window, frame, this.periodic) : Float64Array.from(window);
    if (values.length !== frame) {
      throw new RangeError(
        `${WHERE}: received a window of ${values.length} numbers for a weight of shape [${frame}, …], expected ${frame}, one ` +
          "for each moment of a frame",
      );
    }
    if (this.scaling === "none") return values;
    const spectrum = this.scaling === "spectrum";
    const sum = values.reduce((total, x) => total + (spectrum ? Math.abs(x) : x * x), 0);
    return values.map((x) => x / (spectrum ? sum : Math.sqrt(sum)));
  }
}

function checkWindow(window: unknown): WindowName | "none" | readonly number[] {
  if (Array.isArray(window) && window.length > 0 && window.every((x) => Number.isFinite(x))) return window;
  return checkChoice(`${WHERE} (or an array of numbers)`, "window", window, [
    ...windowNames,
    "none",
  ] as const);
}

/**
 * The kernel with which a conv1d computes a short-time Fourier transform: for each frequency a cosine (`side: "real"`) or
 * minus a sine (`side: "imag"`) over the frame, times a window. Without scaling where there is no window, as in Keras.
 *
 * @throws RangeError for a side, window or scaling that does not exist, and for a weight that is not
 * `[frameLength, 1, fftLength / 2 + 1]`.
 * @example
 * stftInitializer({ side: "real", window: "none" }).call([2, 1, 2]).flatten().toArray(); // [1, 1, 1, -1]
 */
export function stftInitializer(options: StftInitializerOptions): STFTInitializer {
  return new STFTInitializer(options);
}
