import { describeValues } from "../callbacks/statistics/describe-values";
import { bytes, type Field, floats, int, message, text } from "./fields";

// TensorBoard's summary.proto, tensor.proto and the metadata of its plugins, as TensorFlow 2 writes them.

const DT_FLOAT = 1;
const DT_DOUBLE = 2;
const CLASS_SCALAR = 1;
const CLASS_TENSOR = 2;

/** So many buckets, which is TensorBoard's default. */
const BUCKETS = 30;

/** A number under a tag, for the page of scalars. */
export function scalar(tag: string, value: number): Field {
  const tensor = message(8, int(1, DT_FLOAT), message(2), floats(5, [value]));
  return message(1, text(1, tag), metadata("scalars", CLASS_SCALAR), tensor);
}

/** The spread of many numbers under a tag, for the pages of histograms and distributions. */
export function histogram(tag: string, data: ArrayLike<number>): Field {
  const rows = buckets(data);
  const flat = new Uint8Array(rows.length * 8);
  const view = new DataView(flat.buffer);
  rows.forEach((value, i) => {
    view.setFloat64(8 * i, value, true);
  });
  const shape = message(2, message(2, int(1, rows.length / 3)), message(2, int(1, 3)));
  const tensor = message(8, int(1, DT_DOUBLE), shape, bytes(4, flat));
  return message(1, text(1, tag), metadata("histograms", CLASS_TENSOR), tensor);
}

/** What a plugin wants to know, without a number. */
export function pluginData(tag: string, plugin: string, content: Uint8Array): Field {
  const nothing = message(8, int(1, DT_FLOAT), message(2, message(2, int(1, 0))));
  return message(1, text(1, tag), metadata(plugin, undefined, content), nothing);
}

function metadata(plugin: string, dataClass: number | undefined, content?: Uint8Array): Field {
  const data = message(1, text(1, plugin), ...(content === undefined ? [] : [bytes(2, content)]));
  return message(9, data, ...(dataClass === undefined ? [] : [int(4, dataClass)]));
}

/** Left edge, right edge and count of each bucket. Equal numbers are all in the last one, as TensorFlow has it. */
function buckets(data: ArrayLike<number>): readonly number[] {
  const { histogram: found, min, max } = describeValues(data, BUCKETS);
  const { edges, counts } = found as { edges: readonly number[]; counts: readonly number[] };
  if (counts.length === BUCKETS) {
    return counts.flatMap((count, i) => [edges[i] as number, edges[i + 1] as number, count]);
  }
  const at = Number.isFinite(min) ? [min, max] : [0, 0];
  return Array.from({ length: BUCKETS }, (_, i) => [
    ...at,
    i === BUCKETS - 1 ? (counts[0] as number) : 0,
  ]).flat();
}
