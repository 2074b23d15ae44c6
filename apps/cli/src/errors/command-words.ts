// The packages speak to programmers; here their advice becomes options of the command line. What is not known
// stays as it is.
const translations: readonly (readonly [RegExp, string])[] = [
  // Names of functions say nothing to somebody who called none.
  [/^(readCsv|inferTask|autoPrepare|split|standardScaler|fit|table(\.\w+)?): /, ""],
  [/, or pass \{ header: false \} if line 1 is data/, "; line 1 must hold the names of the columns"],
  [/save the file as UTF-8 or pass its \{ encoding \}, such as "windows-1252"/, "save the file as UTF-8"],
  [
    /if it means a missing value, add it to \{ missing \}/,
    "if it means a missing value, say so with --missing",
  ],
  [/add it to \{ missing \}/, "say that it means a missing value with --missing"],
  [/pass \{ delimiter: ("[^"]+") \}/, "give --delimiter $1"],
  [/declare the column "nominal"/, "take the column as categories with --nominal"],
  [/add it to the order or mend it/, "add it to the order in --ordinal, or mend it"],
  [/, or leave (it|stratify) out$/, ""],
  [
    /lower the learning rate \(to ([\d.e+-]+)\), or clip gradients with clipNorm: 1/,
    "lower it, say with --learning-rate $1",
  ],
  [/; scale the (inputs|targets) to about 1, for example with standardScaler\(\); else /, "; "],
  [/\. The model keeps the weights from before this step/, "; nothing was saved"],
];

/** A message of a package in the words of the command line. */
export const inCommandWords = (message: string): string =>
  translations.reduce((text, [from, to]) => text.replace(from, to), message);
