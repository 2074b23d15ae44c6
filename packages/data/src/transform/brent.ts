/** Three points of which the middle one lies lowest. */
interface Bracket {
  readonly a: number;
  readonly b: number;
  readonly c: number;
  readonly fb: number;
}

/** The function, called in pieces. */
type Evaluate = (x: number) => Generator<void, number>;

const golden = 1.618034;
const tiny = 1e-21;
/** How far a parabola may reach beyond the last step. */
const reach = 110;

// Downhill from two points until the function rises again, by parabolas through the last three (Numerical
// Recipes, section 10.1). Undefined when it never rises.
function* findBracket(f: Evaluate, first: number, second: number): Generator<void, Bracket | undefined> {
  let [a, b] = [first, second];
  let [fa, fb] = [yield* f(a), yield* f(b)];
  if (fa < fb) [a, b, fa, fb] = [b, a, fb, fa];
  let c = b + golden * (b - a);
  let fc = yield* f(c);
  for (let round = 0; fc < fb; round++) {
    if (round > 1000) return undefined;
    const left = (b - a) * (fb - fc);
    const right = (b - c) * (fb - fa);
    const difference = right - left;
    const divisor = Math.abs(difference) < tiny ? 2 * tiny : 2 * difference;
    let w = b - ((b - c) * right - (b - a) * left) / divisor;
    const limit = b + reach * (c - b);
    let fw: number;
    if ((w - c) * (b - w) > 0) {
      fw = yield* f(w);
      if (fw < fc) {
        [a, b, fa, fb] = [b, w, fb, fw];
        break;
      }
      if (fw > fb) {
        [c, fc] = [w, fw];
        break;
      }
      w = c + golden * (c - b);
      fw = yield* f(w);
    } else if ((w - limit) * (limit - c) >= 0) {
      w = limit;
      fw = yield* f(w);
    } else if ((w - limit) * (c - w) > 0) {
      fw = yield* f(w);
      if (fw < fc) {
        [b, c, fb, fc] = [c, w, fc, fw];
        w = c + golden * (c - b);
        fw = yield* f(w);
      }
    } else {
      w = c + golden * (c - b);
      fw = yield* f(w);
    }
    [a, b, c, fa, fb, fc] = [b, c, w, fb, fc, fw];
  }
  const low = (fb < fc && fb <= fa) || (fb < fa && fb <= fc);
  const between = (a < b && b < c) || (c < b && b < a);
  const finite = Number.isFinite(a) && Number.isFinite(b) && Number.isFinite(c);
  return low && between && finite ? { a, b, c, fb } : undefined;
}

/**
 * Where a function of one variable is least, found by Brent's method (1973, chapter 5) after a search
 * downhill from two points: step by step what `scipy.optimize.brent` does, with its tolerance of 1.48e-8.
 * Undefined when the function does not rise on both sides. In pieces, a call of the function each.
 */
export function* brent(
  call: (x: number) => number,
  first: number,
  second: number,
): Generator<void, number | undefined> {
  const f = function* (x: number): Generator<void, number> {
    yield;
    return call(x);
  };
  const bracket = yield* findBracket(f, first, second);
  if (bracket === undefined) return undefined;
  let [low, high] = [Math.min(bracket.a, bracket.c), Math.max(bracket.a, bracket.c)];
  // The best point, the second best, and the one that was second best before.
  let [x, w, v] = [bracket.b, bracket.b, bracket.b];
  let [fx, fw, fv] = [bracket.fb, bracket.fb, bracket.fb];
  let step = 0;
  let before = 0;
  for (let round = 0; round < 500; round++) {
    const tolerance = 1.48e-8 * Math.abs(x) + 1e-11;
    const middle = 0.5 * (low + high);
    if (Math.abs(x - middle) < 2 * tolerance - 0.5 * (high - low)) break;
    let section = Math.abs(before) <= tolerance;
    if (!section) {
      const t = (x - w) * (fx - fv);
      let q = (x - v) * (fx - fw);
      let p = (x - v) * q - (x - w) * t;
      q = 2 * (q - t);
      if (q > 0) p = -p;
      q = Math.abs(q);
      const earlier = before;
      before = step;
      if (p > q * (low - x) && p < q * (high - x) && Math.abs(p) < Math.abs(0.5 * q * earlier)) {
        step = p / q;
        const u = x + step;
        if (u - low < 2 * tolerance || high - u < 2 * tolerance) step = middle >= x ? tolerance : -tolerance;
      } else section = true;
    }
    if (section) {
      before = x >= middle ? low - x : high - x;
      step = 0.381966 * before;
    }
    const u = Math.abs(step) < tolerance ? x + (step >= 0 ? tolerance : -tolerance) : x + step;
    const fu = yield* f(u);
    if (fu > fx) {
      if (u < x) low = u;
      else high = u;
      if (fu <= fw || w === x) [v, w, fv, fw] = [w, u, fw, fu];
      else if (fu <= fv || v === x || v === w) [v, fv] = [u, fu];
    } else {
      if (u >= x) low = x;
      else high = x;
      [v, w, x, fv, fw, fx] = [w, x, u, fw, fx, fu];
    }
  }
  return x;
}
