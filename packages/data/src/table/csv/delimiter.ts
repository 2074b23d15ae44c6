import { CsvError } from "../../errors";
import { endOfBlank, endOfLine, isComment, readRecord, type Window } from "./records";

const candidates = [",", ";", "\t", "|"];
const mostRecords = 50;

/** The widths of the first whole records of a window, if fields were separated so. */
const widthsOf = (
  window: Window,
  start: number,
  delimiter: string,
  comment: Uint8Array | undefined,
): number[] => {
  const code = delimiter.charCodeAt(0);
  const widths: number[] = [];
  let at = start;
  try {
    while (at < window.end && widths.length < mostRecords) {
      const remark = isComment(window.bytes, at, comment);
      const skipped = remark ? endOfLine(window, at) : endOfBlank(window, at, code);
      if (skipped >= 0) {
        at = skipped;
        continue;
      }
      const record = remark ? undefined : readRecord(window, at, 1, code, "");
      if (record === undefined) break;
      widths.push(record.fields.length);
      at = record.next;
    }
  } catch (error) {
    // A quote that is wrong with this delimiter, or in the file: what came before counts.
    if (!(error instanceof CsvError)) throw error;
  }
  return widths;
};

const names: Readonly<Record<string, string>> = {
  ",": "commas",
  ";": "semicolons",
  "\t": "tabs",
  "|": "bars",
};

/**
 * Which of comma, semicolon, tab and bar separates fields: the first of them that gives all of the first records
 * the same number of fields, more than one; if none does, the one with which the first record has most.
 */
export const detectDelimiter = (
  window: Window,
  start: number,
  options: { comment: Uint8Array | undefined; not: string | undefined },
): { delimiter: string; note: string | undefined } => {
  const tried = candidates
    .filter((delimiter) => delimiter !== options.not)
    .map((delimiter) => ({ delimiter, widths: widthsOf(window, start, delimiter, options.comment) }));
  const even = tried.filter(
    ({ widths }) => (widths[0] ?? 0) > 1 && widths.every((width) => width === widths[0]),
  );
  const most = Math.max(...tried.map(({ widths }) => widths[0] ?? 0));
  const found = even[0] ?? tried.find(({ widths }) => most > 1 && widths[0] === most);
  const delimiter = found?.delimiter ?? (options.not === "," ? ";" : ",");
  const other = even[1]?.delimiter;
  if ((found === undefined || delimiter === ",") && other === undefined)
    return { delimiter, note: undefined };
  const doubt =
    other === undefined
      ? `pass { delimiter: ${JSON.stringify(delimiter)} } to say so`
      : `${names[other]} would be possible too; pass { delimiter: ${JSON.stringify(delimiter)} } or { delimiter: ${JSON.stringify(other)} }`;
  return {
    delimiter,
    note: `fields are separated by ${names[delimiter]}, judging by the first lines; ${doubt}`,
  };
};
