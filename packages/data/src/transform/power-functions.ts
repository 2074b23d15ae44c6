/** How one of the two families of powers works on a number, for a given lambda. */
export interface PowerFunctions {
  forward(numbers: Float64Array, lambda: number): Float64Array;
  backward(numbers: Float64Array, lambda: number): Float64Array;
  /** The negative log-likelihood of lambda, less what does not depend on it, of numbers without gaps. */
  likelihood(numbers: Float64Array): (lambda: number) => number;
}

const epsilon = Number.EPSILON;
/** Variances below the least normal number have no logarithm to speak of. */
const leastVariance = 2.2250738585072014e-308;

const variance = (values: Float64Array): number => {
  let sum = 0;
  for (const value of values) sum += value;
  const mean = sum / values.length;
  let squares = 0;
  for (const value of values) squares += (value - mean) * (value - mean);
  return squares / values.length;
};

/** Box and Cox (1964), for positive numbers: (x^lambda - 1) / lambda, or log x for 0. */
export const boxCox: PowerFunctions = {
  forward: (numbers, lambda) =>
    numbers.map((x) => (Math.abs(lambda) < 1e-19 ? Math.log(x) : Math.expm1(lambda * Math.log(x)) / lambda)),

  backward: (numbers, lambda) =>
    numbers.map((y) => (lambda === 0 ? Math.exp(y) : Math.exp(Math.log1p(lambda * y) / lambda))),

  likelihood: (numbers) => {
    const logs = numbers.map(Math.log);
    let sum = 0;
    let most = -Infinity;
    let least = Infinity;
    for (const log of logs) {
      sum += log;
      if (log > most) most = log;
      if (log < least) least = log;
    }
    const powers = new Float64Array(logs.length);
    return (lambda) => {
      if (lambda === 0) return -(-sum - (logs.length / 2) * Math.log(variance(logs)));
      // Powers relative to the largest, so that none overflows.
      const top = lambda * (lambda > 0 ? most : least);
      for (let i = 0; i < powers.length; i++) powers[i] = Math.exp(lambda * logs[i]! - top);
      const logVariance = Math.log(variance(powers)) + 2 * top - 2 * Math.log(Math.abs(lambda));
      return -((lambda - 1) * sum - (logs.length / 2) * logVariance);
    };
  },
};

/**
 * Yeo and Johnson (2000), for all numbers: Box and Cox's power of x + 1 with lambda, and below 0 the negative
 * of that of 1 - x with 2 - lambda.
 */
export const yeoJohnson: PowerFunctions = {
  forward: (numbers, lambda) => {
    const other = 2 - lambda;
    return numbers.map((x) => {
      if (x < 0) return Math.abs(other) > epsilon ? -((1 - x) ** other - 1) / other : -Math.log1p(-x);
      return Math.abs(lambda) < epsilon ? Math.log1p(x) : ((x + 1) ** lambda - 1) / lambda;
    });
  },

  backward: (numbers, lambda) => {
    const other = 2 - lambda;
    return numbers.map((y) => {
      if (y < 0) return Math.abs(other) > epsilon ? 1 - (1 - other * y) ** (1 / other) : 1 - Math.exp(-y);
      return Math.abs(lambda) < epsilon ? Math.exp(y) - 1 : (y * lambda + 1) ** (1 / lambda) - 1;
    });
  },

  likelihood: (numbers) => {
    // Signed logarithms, of which the powers are exponentials: one function for each round instead of two.
    const logs = numbers.map((x) => (x < 0 ? -Math.log1p(-x) : Math.log1p(x)));
    let sum = 0;
    for (const log of logs) sum += log;
    const powers = new Float64Array(logs.length);
    return (lambda) => {
      const other = 2 - lambda;
      for (let i = 0; i < powers.length; i++) {
        const log = logs[i]!;
        if (log < 0) powers[i] = Math.abs(other) > epsilon ? -Math.expm1(-other * log) / other : log;
        else powers[i] = Math.abs(lambda) < epsilon ? log : Math.expm1(lambda * log) / lambda;
      }
      const spread = variance(powers);
      if (!(spread >= leastVariance)) return Infinity;
      return (powers.length / 2) * Math.log(spread) - (lambda - 1) * sum;
    };
  },
};
