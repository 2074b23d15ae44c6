/**
 * What a metric has to say about an answer that it gives all the same, such as a precision of 0 because
 * nothing was predicted to be of the class. By default each message is told once, by `console.warn`; the
 * option `onWarning` of every metric takes them instead, all of them.
 *
 * @example
 * ```ts
 * const warnings: string[] = [];
 * precisionScore([0, 1], [0, 0], { onWarning: (warning: MetricWarning) => warnings.push(warning.message) }); // 0
 * warnings[0]; // "precisionScore: precision is ill-defined and set to 0 due to no predicted samples; …"
 * ```
 */
export class MetricWarning extends Error {
  /** The name of the warning's class. */
  override readonly name: string = "MetricWarning";
  /** The function that warns. */
  readonly metric: string;

  constructor(metric: string, message: string) {
    super(`${metric}: ${message}`);
    this.metric = metric;
  }
}

/**
 * The option that all metrics have which may warn.
 *
 * @example
 * ```ts
 * const strict: WarningOption = { onWarning: (warning) => { throw warning; } };
 * ```
 */
export interface WarningOption {
  /** Takes every warning; default: `console.warn`, once for each message. An empty function silences. */
  onWarning?: ((warning: MetricWarning) => void) | undefined;
}

const told: Set<string> = /* @__PURE__ */ new Set();

/** Tells a warning in the way that the caller chose. */
export const warn = (options: WarningOption, metric: string, message: string): void => {
  const warning = new MetricWarning(metric, message);
  if (options.onWarning !== undefined) {
    options.onWarning(warning);
  } else if (!told.has(warning.message)) {
    told.add(warning.message);
    console.warn(`${warning.name}: ${warning.message}`);
  }
};
