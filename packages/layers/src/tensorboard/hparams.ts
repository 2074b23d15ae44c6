import { bool, double, encode, type Field, int, message, text } from "./fields";
import { pluginData } from "./summary";

// The messages of TensorBoard's hparams plugin (plugin_data.proto and api.proto).

/** Values of hyper-parameters by name. */
export type HyperParameters = Readonly<Record<string, number | string | boolean>>;

/** A number in the logs, by the folder and tag that it is written under. */
export interface MetricTag {
  readonly group: string;
  readonly tag: string;
}

const PLUGIN = "hparams";
const KIND = { string: 1, boolean: 2, number: 3 } as const;
const SUCCESS = 1;
const FAILURE = 2;

/** Which hyper-parameters and metrics there are, and the values of this run; `time` in seconds. */
export function sessionStart(
  values: HyperParameters,
  metrics: readonly MetricTag[],
  run: string,
  time: number,
): readonly Field[] {
  const entries = Object.entries(values);
  const infos = entries.map(([name, value]) =>
    message(4, text(1, name), int(4, KIND[typeof value as keyof typeof KIND])),
  );
  const tags = metrics.map(({ group, tag }) => message(5, message(1, text(1, group), text(2, tag))));
  const experiment = encode(message(2, double(3, time), ...infos, ...tags));
  const own = entries.map(([name, value]) => message(1, text(1, name), message(2, valueOf(value))));
  const session = encode(message(3, ...own, text(4, run), double(5, time)));
  return [
    pluginData("_hparams_/experiment", PLUGIN, experiment),
    pluginData("_hparams_/session_start_info", PLUGIN, session),
  ];
}

/** That the run has ended, and how; `time` in seconds. */
export function sessionEnd(success: boolean, time: number): Field {
  const content = encode(message(4, int(1, success ? SUCCESS : FAILURE), double(2, time)));
  return pluginData("_hparams_/session_end_info", PLUGIN, content);
}

/** A google.protobuf.Value. */
function valueOf(value: number | string | boolean): Field {
  if (typeof value === "number") return double(2, value);
  return typeof value === "string" ? text(3, value) : bool(4, value);
}
