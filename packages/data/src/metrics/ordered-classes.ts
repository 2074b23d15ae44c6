import { compareCells } from "../cell";
import { DataError } from "../errors";
import { Classes, type Label } from "./classes";
import { readLabelList } from "./targets";

/**
 * The classes that the columns of scores stand for: those of the option `labels`, which must be sorted, or
 * else those that occur.
 */
export const orderedClasses = (
  who: string,
  yTrue: ArrayLike<Label>,
  labels: unknown,
  columns: number,
): Classes => {
  if (labels === undefined) {
    const classes = new Classes(who, [yTrue]);
    if (classes.list.length === columns) return classes;
    throw new DataError(
      `${who}: expected as many columns of scores as there are classes in yTrue, received ${columns} columns and the ` +
        `${classes.list.length} classes ${classes}; pass all known classes as labels`,
    );
  }
  const list = readLabelList(who, labels);
  if (list.some((label, i) => i > 0 && compareCells(list[i - 1]!, label) > 0)) {
    throw new DataError(
      `${who}: expected sorted labels, received ${JSON.stringify(list)}; sort them, and the columns`,
    );
  }
  if (list.length !== columns) {
    throw new DataError(
      `${who}: expected as many columns of scores as labels, received ${columns} columns and ${list.length} labels`,
    );
  }
  const classes = new Classes(who, [list]);
  for (let i = 0; i < yTrue.length; i++) {
    if (classes.find(yTrue[i]!) >= 0) continue;
    throw new DataError(
      `${who}: expected yTrue of the classes ${classes}, received ${JSON.stringify(yTrue[i])} in row ${i}`,
    );
  }
  return classes;
};
