/** How values between the pixels of an image are found. */
export type Interpolation = "nearest" | "bilinear" | "bicubic" | "lanczos3" | "lanczos5";

/** All of them. */
export const interpolations: readonly Interpolation[] = [
  "nearest",
  "bilinear",
  "bicubic",
  "lanczos3",
  "lanczos5",
];

/** How much a pixel counts at a distance of x pixels, and from which distance on it does not count. */
interface Kernel {
  readonly reach: number;
  readonly at: (x: number) => number;
}

const triangle: Kernel = { reach: 1, at: (x) => Math.max(0, 1 - x) };

/** The cubic of Keys (1981) with a = -1/2. */
const cubic: Kernel = {
  reach: 2,
  at: (x) => (x < 1 ? (1.5 * x - 2.5) * x * x + 1 : x < 2 ? ((-0.5 * x + 2.5) * x - 4) * x + 2 : 0),
};

const lanczos = (reach: number): Kernel => ({
  reach,
  at: (x) => {
    if (x === 0) return 1;
    const angle = Math.PI * x;
    return x < reach ? (reach * Math.sin(angle) * Math.sin(angle / reach)) / (angle * angle) : 0;
  },
});

const kernels: Readonly<Record<Exclude<Interpolation, "nearest">, Kernel>> = {
  bilinear: triangle,
  bicubic: cubic,
  lanczos3: /* @__PURE__ */ lanczos(3),
  lanczos5: /* @__PURE__ */ lanczos(5),
};

/** TensorFlow looks the cubic up in a table with this many places a pixel, and its results show it. */
const PLACES = 1024;

/**
 * How much each of `length` pixels counts for each of `count`, which lie over the same stretch: pixels are areas, and the
 * value of one is that at its centre, as in `tf.image.resize`.
 *
 * @param antialias - When the image becomes smaller, a pixel is a mean of all that it covers.
 */
export function resizeWeights(
  length: number,
  count: number,
  interpolation: Interpolation,
  antialias: boolean,
): number[][] {
  const step = length / count;
  const wide = antialias ? Math.max(1, step) : 1;
  return Array.from({ length: count }, (_, i) => {
    const row = new Array<number>(length).fill(0);
    if (interpolation === "nearest") {
      row[Math.min(Math.floor((i + 0.5) * step), length - 1)] = 1;
      return row;
    }
    const kernel = kernels[interpolation];
    const exact = (i + 0.5) * step - 0.5;
    const table = interpolation === "bicubic" && !antialias;
    const centre = table ? Math.round(exact * PLACES) / PLACES : exact;
    const first = Math.max(0, Math.ceil(centre - kernel.reach * wide));
    const last = Math.min(length - 1, Math.floor(centre + kernel.reach * wide));
    for (let at = first; at <= last; at++) row[at] = kernel.at(Math.abs(at - centre) / wide);
    const total = row.reduce((a, b) => a + b, 0);
    return row.map((weight) => weight / total);
  });
}
