import { checkFinite, describeValue, flatten, type Label, type LabelsLike, type TableLike } from "./arrays";
import { readLabels, sortedClasses } from "./labels";

/** What `confusionMatrix` draws: counts, or the true and predicted classes to count. */
export type ConfusionData =
  | {
      /** Names of the classes, in the order of the rows and columns. */
      readonly labels: ArrayLike<Label>;
      /** `matrix[i][j]`: how many samples of class i were predicted as class j; shape [k, k]. */
      readonly matrix: TableLike;
    }
  | {
      /** The true classes, one a sample. */
      readonly yTrue: LabelsLike;
      /** The predicted classes, one a sample. */
      readonly yPred: LabelsLike;
      /**
       * Names of the classes in the order to draw them. Where `yTrue` holds whole numbers that are no names,
       * they are positions in this list. Default: the classes that occur, sorted.
       */
      readonly labels?: ArrayLike<Label>;
    };

/** Counts by true (row) and predicted (column) class. */
export interface Confusion {
  readonly labels: readonly string[];
  /** Row-major, k rows of k. */
  readonly counts: readonly number[];
}

const kind = "confusionMatrix";

function readNames(labels: ArrayLike<Label>): string[] {
  const names = Array.from(readLabels(labels, `${kind}: labels`), String);
  const twice = names.find((name, i) => names.indexOf(name) !== i);
  if (twice !== undefined) {
    throw new RangeError(`${kind}: expected every label once, received ${JSON.stringify(twice)} twice`);
  }
  return names;
}

function fromMatrix(labels: ArrayLike<Label>, matrix: TableLike): Confusion {
  const names = readNames(labels);
  const { data, shape } = flatten<number>(matrix, `${kind}: matrix`);
  if (shape[0] !== names.length || shape[1] !== names.length) {
    throw new RangeError(
      `${kind}: expected a matrix of shape [${names.length}, ${names.length}] for ${names.length} labels, received [${shape.join(", ")}]`,
    );
  }
  checkFinite(data, `${kind}: matrix`, "pass counts");
  const counts = Array.from(data);
  const negative = counts.findIndex((n) => n < 0);
  if (negative >= 0) {
    throw new RangeError(
      `${kind}: expected counts of 0 or more, received ${counts[negative]} in row ${Math.floor(negative / names.length)}, column ${negative % names.length}`,
    );
  }
  return { labels: names, counts };
}

function positions(list: ArrayLike<Label>, names: readonly string[], name: string): number[] {
  const byName = new Map(names.map((label, i) => [label, i]));
  const unknown = Array.from(list).find((label) => !byName.has(String(label)));
  if (unknown === undefined) return Array.from(list, (label) => byName.get(String(label))!);
  return Array.from(list, (label, i) => {
    if (Number.isInteger(label) && (label as number) >= 0 && (label as number) < names.length) {
      return label as number;
    }
    throw new RangeError(
      `${kind}: ${name}[${i}] is ${JSON.stringify(label)}, which is neither one of the labels ${names
        .slice(0, 10)
        .map((l) => JSON.stringify(l))
        .join(
          ", ",
        )}${names.length > 10 ? ", …" : ""} nor a position in them, 0 to ${names.length - 1}; add it to labels`,
    );
  });
}

/** Reads either form of the data. */
export function readConfusion(data: ConfusionData): Confusion {
  if (
    typeof data !== "object" ||
    data === null ||
    !("matrix" in data || ("yTrue" in data && "yPred" in data))
  ) {
    throw new TypeError(
      `${kind}: expected { labels, matrix } or { yTrue, yPred, labels? }, received ${describeValue(data)}`,
    );
  }
  let confusion: Confusion;
  if ("matrix" in data) {
    confusion = fromMatrix(data.labels, data.matrix);
  } else {
    const yTrue = readLabels(data.yTrue, `${kind}: yTrue`);
    const yPred = readLabels(data.yPred, `${kind}: yPred`);
    if (yTrue.length !== yPred.length) {
      throw new RangeError(
        `${kind}: expected as many predictions as true classes, received ${yPred.length} and ${yTrue.length}`,
      );
    }
    const names =
      data.labels === undefined ? sortedClasses(yTrue, yPred).map(String) : readNames(data.labels);
    const rows = positions(yTrue, names, "yTrue");
    const columns = positions(yPred, names, "yPred");
    const counts = new Array<number>(names.length ** 2).fill(0);
    rows.forEach((row, i) => {
      counts[row * names.length + columns[i]!]! += 1;
    });
    confusion = { labels: names, counts };
  }
  if (!confusion.counts.some((n) => n > 0)) {
    throw new RangeError(`${kind}: expected at least one sample, received none`);
  }
  return confusion;
}
