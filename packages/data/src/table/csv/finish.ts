import { compareCells } from "../../cell";
import { CsvError } from "../../errors";
import { codedColumn } from "../category-column";
import type { Column, ColumnSpec } from "../column-kinds";
import { datetimeColumn } from "../datetime-column";
import { datetimeReader } from "../datetime-format";
import { parseIso } from "../datetime-iso";
import { inferTexts, isoNote } from "../infer-texts";
import { numberColumn } from "../number-column";
import { declaredTruthOf, truthOf } from "../number-text";
import { textColumn } from "../text-column";
import { looseText } from "./bytes";
import { noUtf8 } from "./records";
import { type ColumnStore, Mode } from "./store";

/** What a column is made with. */
export interface FinishSettings {
  readonly file: string;
  readonly nRows: number;
  readonly plain: (text: string) => string;
}

/** The values of a dictionary that are there, as texts, and the code of each row among them. */
interface Coded {
  readonly texts: string[];
  readonly lines: number[];
  readonly codes: Int32Array;
}

const mapCodes = (codes: Int32Array, to: ArrayLike<number>): Int32Array => {
  for (let row = 0; row < codes.length; row++) if (codes[row]! >= 0) codes[row] = to[codes[row]!]!;
  return codes;
};

// A record that was left out may have brought values that no row has.
const codedOf = (store: ColumnStore, { file, nRows }: FinishSettings): Coded => {
  const { dictionary, name } = store;
  const all = dictionary.texts((number) => {
    const [bytes, from, to] = dictionary.bytesOf(number);
    return noUtf8(looseText(bytes, from, to), file, dictionary.lineOf(number), name);
  });
  const codes = store.joinCodes(nRows);
  const there = new Uint8Array(all.length);
  for (let row = 0; row < nRows; row++) if (codes[row]! >= 0) there[codes[row]!] = 1;
  const places = new Int32Array(all.length);
  const texts: string[] = [];
  const lines: number[] = [];
  all.forEach((text, number) => {
    if (there[number] === 0) return;
    places[number] = texts.length;
    texts.push(text);
    lines.push(dictionary.lineOf(number));
  });
  return { texts, lines, codes: texts.length === all.length ? codes : mapCodes(codes, places) };
};

/** The number of each row, from that of its text. */
const numbersOf = ({ texts, codes }: Coded, of: (text: string, place: number) => number): Float64Array => {
  const each = Float64Array.from(texts, of);
  const values = new Float64Array(codes.length);
  for (let row = 0; row < codes.length; row++)
    values[row] = codes[row]! < 0 ? Number.NaN : each[codes[row]!]!;
  return values;
};

const sorted = ({ texts, codes }: Coded): { texts: string[]; codes: Int32Array } => {
  const order = texts.map((_, place) => place).sort((a, b) => compareCells(texts[a]!, texts[b]!));
  const places = new Int32Array(texts.length);
  order.forEach((place, rank) => {
    places[place] = rank;
  });
  return { texts: order.map((place) => texts[place]!), codes: mapCodes(codes, places) };
};

const rowTexts = ({ texts, codes }: Coded): (string | null)[] => {
  const all = new Array<string | null>(codes.length);
  for (let row = 0; row < codes.length; row++) all[row] = codes[row]! < 0 ? null : texts[codes[row]!]!;
  return all;
};

const declaredTexts = (
  name: string,
  coded: Coded,
  spec: { kind: "nominal" | "ordinal" | "boolean" | "text"; order?: readonly string[] },
  file: string,
): Column => {
  const refuse = (bad: number, expected: string, mend: string): CsvError =>
    new CsvError(`expected ${expected}, received ${JSON.stringify(coded.texts[bad])}; ${mend}`, {
      file,
      line: coded.lines[bad]!,
      column: name,
    });
  if (spec.kind === "text") return textColumn(name, rowTexts(coded));
  if (spec.kind === "nominal") {
    const { texts, codes } = sorted(coded);
    return codedColumn(name, "nominal", codes, texts);
  }
  if (spec.kind === "ordinal") {
    const order = [...new Set(spec.order)];
    const places = Int32Array.from(coded.texts, (text) => order.indexOf(text));
    const bad = places.indexOf(-1);
    if (bad >= 0) throw refuse(bad, `one of ${order.join(" < ")}`, "add it to the order or mend it");
    return codedColumn(name, "ordinal", mapCodes(coded.codes, places), order);
  }
  const bad = coded.texts.findIndex((text) => declaredTruthOf(text) === undefined);
  if (bad >= 0) {
    throw refuse(
      bad,
      "true or false (also yes/no, t/f, y/n, 1/0)",
      'mend the value, add it to { missing }, or declare the column "nominal"',
    );
  }
  return numberColumn(
    name,
    "boolean",
    numbersOf(coded, (text) => Number(declaredTruthOf(text))),
  );
};

const inferredTexts = (store: ColumnStore, coded: Coded, { file, plain }: FinishSettings): Column => {
  const { name } = store;
  const { texts, lines, codes } = coded;
  const counts = new Int32Array(texts.length);
  let there = 0;
  for (let row = 0; row < codes.length; row++) {
    if (codes[row]! < 0) continue;
    counts[codes[row]!]!++;
    there++;
  }
  const { kind, format, note } = inferTexts(
    {
      texts,
      counts,
      there,
      where: (place) => `line ${lines[place]}`,
      mend: "if it means a missing value, add it to { missing }",
      plain,
    },
    { truths: true },
  );
  switch (kind) {
    case "boolean":
      return numberColumn(
        name,
        kind,
        numbersOf(coded, (text) => Number(truthOf(text))),
      );
    case "datetime": {
      const read = format === undefined ? parseIso : datetimeReader(format, file);
      return datetimeColumn(
        name,
        numbersOf(coded, (text) => read(text)),
        { format, note },
      );
    }
    case "text":
      return textColumn(name, rowTexts(coded), note);
    case "nominal": {
      const inOrder = sorted(coded);
      return codedColumn(name, kind, inOrder.codes, inOrder.texts, note);
    }
  }
};

/** The column of what was read, of the declared kind or of the one that its values suggest. */
export const finishColumn = (
  store: ColumnStore,
  spec: ColumnSpec | undefined,
  settings: FinishSettings,
): Column => {
  const { name, mode } = store;
  const { nRows } = settings;
  const declared = typeof spec === "string" ? { kind: spec } : spec;
  switch (mode) {
    case Mode.open:
      return numberColumn(name, "float", new Float64Array(nRows).fill(Number.NaN));
    case Mode.number:
      return numberColumn(name, store.fractional ? "float" : "integer", store.joinNumbers(nRows));
    case Mode.datetime:
      return datetimeColumn(name, store.joinNumbers(nRows), {
        note: isoNote(store.timed, store.zoned, store.bare),
      });
    case Mode.declaredNumber:
      return numberColumn(name, "float", store.joinNumbers(nRows));
    case Mode.declaredInteger:
      return numberColumn(name, "integer", store.joinNumbers(nRows));
    case Mode.declaredDatetime: {
      const format = declared!.kind === "datetime" && "format" in declared! ? declared.format : undefined;
      return datetimeColumn(name, store.joinNumbers(nRows), { format });
    }
    default: {
      const coded = codedOf(store, settings);
      return declared === undefined
        ? inferredTexts(store, coded, settings)
        : declaredTexts(name, coded, declared as Parameters<typeof declaredTexts>[2], settings.file);
    }
  }
};
