/** What the reader can choose in the live example. */
export interface Settings {
  /** The share of hidden units that each step leaves out; 0 for no dropout. */
  readonly dropout: number;
  /** The factor of the L2 penalty on the weights of the hidden layer; 0 for none. */
  readonly l2: number;
  /** Whether training ends after 200 epochs without a lower validation loss, back at the best weights. */
  readonly earlyStopping: boolean;
  /** The most epochs to train. */
  readonly epochs: number;
  /** Epochs a second at most, so that one can watch; 0 for as many as the machine can do. */
  readonly pace: number;
}

/** The network of the case studies with nothing against overfitting. */
export const defaultSettings: Settings = {
  dropout: 0,
  l2: 0,
  earlyStopping: false,
  epochs: 4000,
  pace: 400,
};

/** Epochs that early stopping waits for a lower validation loss. */
export const patience = 200;

/** The most epochs that may be asked for. */
export const mostEpochs = 20_000;

/** The highest share of units that may be left out. */
export const mostDropout = 0.9;

/** The factors of L2 on offer, and how to call them. */
export const penalties: readonly { readonly value: number; readonly label: string }[] = [
  { value: 0, label: "none" },
  { value: 0.0001, label: "0.0001" },
  { value: 0.001, label: "0.001" },
  { value: 0.01, label: "0.01" },
];

/** The paces on offer, and how to call them. */
export const paces: readonly { readonly value: number; readonly label: string }[] = [
  { value: 100, label: "100 epochs a second" },
  { value: 400, label: "400 epochs a second" },
  { value: 0, label: "full speed" },
];

/**
 * What is wrong with settings, in words for the reader; `undefined` when nothing is. A cleared field of a form gives
 * no number, so the types are not to be trusted.
 *
 * @example
 * complaintAbout({ ...defaultSettings, epochs: 0 }); // "Epochs is 0; enter a whole number from 1 to 20,000."
 */
export function complaintAbout({ dropout, l2, epochs, pace }: Settings): string | undefined {
  if (!Number.isInteger(epochs) || epochs < 1 || epochs > mostEpochs) {
    const most = mostEpochs.toLocaleString("en");
    return `Epochs is ${shown(epochs)}; enter a whole number from 1 to ${most}.`;
  }
  if (!(dropout >= 0 && dropout <= mostDropout)) {
    return `The dropout rate is ${shown(dropout)}; choose one from 0 to ${mostDropout}.`;
  }
  if (!(l2 >= 0 && l2 <= 1)) return `The L2 penalty is ${shown(l2)}; choose one from 0 to 1.`;
  if (!(pace >= 0)) return `The pace is ${shown(pace)}; choose 0 or more epochs a second.`;
  return undefined;
}

function shown(value: unknown): string {
  return typeof value === "number" && Number.isFinite(value) ? String(value) : "empty";
}
