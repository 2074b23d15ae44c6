import { isTensor, type Tensor, type TensorLike, toTensor } from "@wellfit/core";
import type { OnnxValue } from "./imported";

/** What an imported model is given: its only input, or all by name. */
export type Feeds = TensorLike | Readonly<Record<string, TensorLike>>;

/**
 * The inputs as tensors, in the order of the model, with the dtypes it wants.
 *
 * @throws TypeError when an input is missing or unknown; RangeError when a shape does not fit.
 */
export function readFeeds(feeds: Feeds, inputs: readonly OnnxValue[], who: string): Tensor[] {
  const lengths = new Map<string, { length: number; name: string }>();
  return match(feeds, inputs, who).map((feed, i) => {
    const input = inputs[i] as OnnxValue;
    const given = toTensor(feed).cast(input.dtype);
    checkShape(given, input, lengths, who);
    return given;
  });
}

function match(feeds: Feeds, inputs: readonly OnnxValue[], who: string): TensorLike[] {
  const names = inputs.map(({ name }) => name);
  const shown = names.map((name) => JSON.stringify(name)).join(", ");
  if (!isNamed(feeds) && !(names.includes("data") && isPlain(feeds))) {
    if (names.length === 1) return [feeds];
    throw new TypeError(
      `${who}: the model has ${names.length} inputs, received one value; pass an object with ${shown}`,
    );
  }
  const missing = names.filter((name) => feeds[name] === undefined);
  const extra = Object.keys(feeds).filter((name) => !names.includes(name));
  if (missing.length > 0 || extra.length > 0) {
    throw new TypeError(
      `${who}: received the inputs ${Object.keys(feeds)
        .map((name) => JSON.stringify(name))
        .join(", ")}; expected ${shown}`,
    );
  }
  return names.map((name) => feeds[name] as TensorLike);
}

/** Whether inputs are given by name; `{ data, shape }` is an array. */
export function isNamed(feeds: Feeds): feeds is Readonly<Record<string, TensorLike>> {
  return isPlain(feeds) && !("data" in feeds && "shape" in feeds);
}

function isPlain(feeds: Feeds): feeds is Readonly<Record<string, TensorLike>> {
  return (
    typeof feeds === "object" &&
    feeds !== null &&
    !isTensor(feeds) &&
    !Array.isArray(feeds) &&
    !ArrayBuffer.isView(feeds)
  );
}

function checkShape(
  given: Tensor,
  { name, shape, symbols }: OnnxValue,
  lengths: Map<string, { length: number; name: string }>,
  who: string,
): void {
  const expected = shape?.map((n, axis) => n ?? symbols[axis] ?? "any").join(", ");
  const wrong = (): RangeError =>
    new RangeError(
      `${who}: input ${JSON.stringify(name)} has the shape [${given.shape.join(", ")}], expected [${expected}]`,
    );
  if (shape === undefined) return;
  if (shape.length !== given.rank) throw wrong();
  given.shape.forEach((length, axis) => {
    const fixed = shape[axis];
    if (fixed !== null && fixed !== length) throw wrong();
    const symbol = symbols[axis];
    if (symbol === undefined) return;
    const first = lengths.get(symbol);
    if (first !== undefined && first.length !== length) {
      throw new RangeError(
        `${who}: inputs ${JSON.stringify(first.name)} and ${JSON.stringify(name)} have ${first.length} and ${length} along ` +
          `the axis "${symbol}", expected the same length`,
      );
    }
    lengths.set(symbol, { length, name });
  });
}
