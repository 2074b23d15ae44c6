import { shellQuote } from "../terminal/wording";
import type { TrainRequest } from "./request";
import { defaultSettings, type TrainSettings } from "./settings";

/** A network's hidden layers as `--hidden` takes them. */
export const writeHidden = (hidden: readonly number[]): string =>
  hidden.length === 0 ? "none" : hidden.join(",");

const list = (option: string, names: readonly string[]): string[] =>
  names.flatMap((name) => [option, shellQuote(name)]);

const settingsArguments = (settings: Partial<TrainSettings>): string[] => {
  const out: string[] = [];
  const add = (option: string, value: string | number | undefined, usual?: string | number): void => {
    if (value !== undefined && value !== usual) out.push(option, shellQuote(String(value)));
  };
  add("--epochs", settings.epochs, defaultSettings.epochs);
  add("--patience", settings.patience, defaultSettings.patience);
  add("--batch-size", settings.batchSize);
  add("--learning-rate", settings.learningRate, defaultSettings.learningRate);
  add("--hidden", settings.hidden && writeHidden(settings.hidden), writeHidden(defaultSettings.hidden));
  add("--dropout", settings.dropout, defaultSettings.dropout);
  add("--l2", settings.l2, defaultSettings.l2);
  add("--seed", settings.seed, defaultSettings.seed);
  const share = (shares: readonly number[]): string =>
    shares.map((part) => +(part * 100).toFixed(6)).join("/");
  add("--split", settings.split && share(settings.split), share(defaultSettings.split));
  return out;
};

/** The command line that asks for this training; where it is saved is left out. */
export const trainCommand = (request: TrainRequest): string =>
  [
    "wellfit train",
    shellQuote(request.csv),
    ...(request.target === undefined ? [] : ["--target", shellQuote(request.target)]),
    ...(request.task === "auto" ? [] : ["--task", request.task]),
    ...settingsArguments(request.settings),
    ...list("--drop", request.drop),
    ...list("--numeric", request.numeric),
    ...list("--nominal", request.nominal),
    ...Object.entries(request.ordinal).flatMap(([name, order]) =>
      list("--ordinal", [`${name}=${order.join(",")}`]),
    ),
    ...list("--missing", request.missing),
    ...(request.delimiter === undefined ? [] : ["--delimiter", shellQuote(request.delimiter)]),
    ...(request.baselineError === 0 ? [] : ["--baseline-error", String(request.baselineError)]),
    ...(request.onnxCheck ? [] : ["--no-onnx-check"]),
  ].join(" ");
