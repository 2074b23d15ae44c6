import { PassThrough } from "node:stream";
import fc from "fast-check";
import { expect, test } from "vitest";
import { disk } from "../src/files/disk";
import { toJsonText } from "../src/files/json";
import { onnxLine } from "../src/onnx/check";
import { coloursFor } from "../src/terminal/colours";
import type { Io } from "../src/terminal/io";
import { makeProgress } from "../src/terminal/progress";
import { makeSay } from "../src/terminal/say";
import { alignColumns, count, listNames, score, shellQuote, short } from "../src/terminal/wording";

interface Screen {
  readonly io: Io;
  readonly out: () => string;
  readonly err: () => string;
}

const screen = (isTTY: boolean, env: Record<string, string> = {}): Screen => {
  const streams = [new PassThrough(), new PassThrough()].map((stream) =>
    Object.assign(stream, { isTTY, columns: 120 }),
  );
  const texts = ["", ""];
  streams.forEach((stream, i) => {
    stream.on("data", (data) => {
      texts[i] += String(data);
    });
  });
  const [stdout, stderr] = streams as [(typeof streams)[number], (typeof streams)[number]];
  const io: Io = { stdout, stderr, env, cwd: "/", signal: new AbortController().signal, disk };
  return { io, out: () => texts[0] ?? "", err: () => texts[1] ?? "" };
};

const epochs = async ({ io }: Screen, options: { json?: boolean; quiet?: boolean } = {}): Promise<void> => {
  const progress = makeProgress(io, makeSay(io, options), { epochs: 1000, patience: 60 });
  for (let epoch = 1; epoch <= 1000; epoch++) {
    progress.update({ epoch, loss: 1 / epoch, devLoss: 2 / epoch, bestEpoch: epoch, bestDevLoss: 2 / epoch });
  }
  progress.stop();
  await new Promise((resolve) => setImmediate(resolve));
};

test("a terminal gets a bar that is taken away at the end, with the cursor back", async () => {
  const terminal = screen(true);
  await epochs(terminal);
  expect(terminal.out()).toBe("");
  expect(terminal.err()).toContain("of at most 1000");
  expect(terminal.err()).toContain("without a better one");
  expect(terminal.err().lastIndexOf("\u001b[?25h")).toBeGreaterThan(
    terminal.err().lastIndexOf("\u001b[?25l"),
  );
});

test.each<[string, boolean, Record<string, string>]>([
  ["a pipe", false, {}],
  ["a terminal of a build server", true, { CI: "true", NO_COLOR: "1" }],
])("%s gets a few plain lines", async (_, isTTY, env) => {
  const pipe = screen(isTTY, env);
  await epochs(pipe);
  expect(pipe.err()).toBe("");
  const lines = pipe.out().trimEnd().split("\n");
  expect(lines).toHaveLength(10);
  expect(lines[4]).toBe("  epoch     20   loss 0.05      dev loss 0.1");
});

test("nothing is shown where only the result was asked for", async () => {
  for (const options of [{ json: true }, { quiet: true }]) {
    const terminal = screen(true);
    await epochs(terminal, options);
    expect([terminal.out(), terminal.err()]).toEqual(["", ""]);
  }
});

test("colours are for terminals, unless somebody says otherwise", () => {
  const has = (isTTY: boolean, env: Record<string, string>): boolean =>
    coloursFor({ write: () => true, isTTY }, env).isColorSupported;
  expect(has(true, {})).toBe(true);
  expect(has(false, {})).toBe(false);
  expect(has(true, { NO_COLOR: "1" })).toBe(false);
  expect(has(true, { TERM: "dumb" })).toBe(false);
  expect(has(false, { FORCE_COLOR: "1" })).toBe(true);
  expect(has(false, { FORCE_COLOR: "0" })).toBe(false);
});

test("numbers and names for people", () => {
  expect([count(1, "row"), count(2000, "row"), count(0, "class", "classes")]).toEqual([
    "1 row",
    "2,000 rows",
    "0 classes",
  ]);
  expect([short(0.123456), short(1234.56), short(1e-9), short(1e20), short(Number.NaN), short(0)]).toEqual([
    "0.1235",
    "1,234.6",
    "1.00e-9",
    "1.00e+20",
    "–",
    "0",
  ]);
  expect([score(0.98765), score(-0.0001), score(-0.5), score(null)]).toEqual([
    "0.988",
    "0.000",
    "-0.500",
    "–",
  ]);
  expect(listNames(["a", "b", "c"], 2)).toBe('"a", "b" and 1 more');
  expect(
    alignColumns([
      ["", "x"],
      ["long", "1"],
    ]),
  ).toEqual(["       x", "long   1"]);
});

test("what a shell reads back from a quoted argument is the argument", () => {
  // A shell of our own for what quoting makes: plain words, and single quotes with \' between them.
  const unquote = (text: string): string =>
    text.startsWith("'") ? text.slice(1, -1).replaceAll("'\\''", "'") : text;
  fc.assert(
    fc.property(fc.string({ minLength: 1 }), (text) => {
      const quoted = shellQuote(text);
      expect(unquote(quoted)).toBe(text);
      if (!quoted.startsWith("'")) expect(quoted).toMatch(/^[\w@%+=:,./-]+$/);
    }),
  );
});

test("JSON as it is saved reads back the same", () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      expect(JSON.parse(toJsonText(value))).toEqual(JSON.parse(JSON.stringify(value)));
    }),
  );
  expect(toJsonText({ a: [1, 2], b: { c: [] }, d: undefined })).toBe(
    '{\n  "a": [1, 2],\n  "b": {\n    "c": []\n  }\n}\n',
  );
});

test("the check against ONNX Runtime in one line", () => {
  const checked = {
    checked: true,
    maxAbsError: 1.2e-7,
    maxRelativeError: 8e-8,
    tolerance: 1e-5,
    rows: 1500,
  } as const;
  expect(onnxLine({ ...checked, passed: true })).toBe(
    "largest difference to ONNX Runtime 1.2e-7, relative 8.0e-8, on 1,500 rows",
  );
  expect(onnxLine({ ...checked, maxRelativeError: 0.1, passed: false })).toMatch(/: more than 0\.00001$/);
  expect(onnxLine({ checked: false, reason: "why" })).toBe("not checked: why");
});
