/**
 * The products of three vectors by three others, the inner loop of all products here: `a` and `b` hold three
 * vectors each, interleaved, and `sums` gets the nine sums over `depth` entries. Nine sums and six values are
 * what fits into the registers, and interleaved they are read one after another.
 */
export const tile = (a: Float64Array, b: Float64Array, depth: number, sums: Float64Array): void => {
  let ax = 0;
  let ay = 0;
  let az = 0;
  let bx = 0;
  let by = 0;
  let bz = 0;
  let cx = 0;
  let cy = 0;
  let cz = 0;
  const end = depth * 3;
  for (let i = 0; i < end; i += 3) {
    const x = b[i]!;
    const y = b[i + 1]!;
    const z = b[i + 2]!;
    const p = a[i]!;
    const q = a[i + 1]!;
    const r = a[i + 2]!;
    ax += p * x;
    ay += p * y;
    az += p * z;
    bx += q * x;
    by += q * y;
    bz += q * z;
    cx += r * x;
    cy += r * y;
    cz += r * z;
  }
  sums[0] = ax;
  sums[1] = ay;
  sums[2] = az;
  sums[3] = bx;
  sums[4] = by;
  sums[5] = bz;
  sums[6] = cx;
  sums[7] = cy;
  sums[8] = cz;
};

/** `n` vectors in threes: as many arrays as are needed, each for three interleaved vectors of a length. */
export const panelsOf = (n: number, length: number): Float64Array[] =>
  Array.from({ length: Math.ceil(n / 3) }, () => new Float64Array(3 * length));

/** How many rows are worked on at a time, a multiple of three: a block of 50 columns stays in the cache. */
export const blockRows = 255;
