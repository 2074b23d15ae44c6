import type { Cell } from "../cell";
import { BaseColumn } from "./base-column";
import type { Column, ColumnNote, TextColumn } from "./column-kinds";

class Texts extends BaseColumn implements TextColumn {
  readonly kind = "text";
  readonly texts: readonly (string | null)[];
  readonly missingCount: number;

  constructor(name: string, texts: readonly (string | null)[], note?: ColumnNote) {
    super(name, texts.length, note);
    this.texts = texts;
    let missing = 0;
    for (const text of texts) if (text === null) missing++;
    this.missingCount = missing;
  }

  at(row: number): Cell {
    return this.texts[row] ?? null;
  }

  take(rows: ArrayLike<number>): Column {
    const texts = Array.from(rows, (row) => this.texts[row] ?? null);
    return new Texts(this.name, texts, this.columnNote());
  }
}

/** A column of free text; null means missing. */
export const textColumn = (name: string, texts: readonly (string | null)[], note?: ColumnNote): TextColumn =>
  new Texts(name, texts, note);
