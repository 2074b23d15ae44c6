import { DataError, readCsv, split, table } from "@wellfit/data";
import { dense, sequential, sgd } from "@wellfit/layers";
import { expect, test } from "vitest";
import { inCommandWords } from "../src/errors/command-words";
import { Interrupted, UsageError, UserError } from "../src/errors/errors";
import { explain } from "../src/errors/explain";
import { main } from "../src/main";
import { folder, twoClasses } from "./run-cli";

const system = (code: string): Error =>
  Object.assign(new Error(`${code}: x`), { code, errno: -1, syscall: "open", path: "a.csv" });

test.each<[unknown, number, string]>([
  [new UserError("mend it"), 1, "mend it"],
  [new DataError("split: too few"), 1, "too few"],
  [new UsageError("no"), 2, "no"],
  [new Interrupted(), 130, "interrupted; nothing was saved"],
  [system("ENOSPC"), 1, "a.csv: the disk is full; make room, or choose another place"],
  [system("EROFS"), 1, "a.csv: the disk is read-only; choose another place"],
  [system("EACCES"), 1, "a.csv: permission is denied; check who owns it, or choose another place"],
])("%s", (error, exitCode, message) => {
  expect(explain(error)).toEqual({ message, exitCode, isBug: false });
});

test("what nobody thought of is our fault and asks for a report", () => {
  for (const error of [new TypeError("x is not a function"), "text", undefined]) {
    const { exitCode, isBug, message } = explain(error);
    expect([exitCode, isBug]).toEqual([70, true]);
    expect(message).toContain("not yours");
  }
});

test("the stack of a fault is shown only when asked for", async () => {
  const cwd = folder({ "data.csv": twoClasses() });
  const broken = async (env: Record<string, string>): Promise<string> => {
    let err = "";
    const code = await main(["train", "data.csv", "--target", "kind", "--json"], {
      stdout: { write: () => true },
      stderr: {
        write: (text) => {
          err += text;
        },
      },
      env,
      cwd,
      signal: new AbortController().signal,
      // A disk that does not even have the functions of one.
      disk: {} as never,
    });
    expect(code).toBe(70);
    return err;
  };
  expect(await broken({})).not.toMatch(/\n {4}at /);
  expect(await broken({ WELLFIT_DEBUG: "1" })).toMatch(/\n {4}at /);
});

// These hold the translations to what the packages really say.
const messageOf = async (work: () => unknown): Promise<string> => {
  try {
    await work();
  } catch (error) {
    return inCommandWords((error as Error).message);
  }
  throw new Error("expected an error");
};

test("advice for programmers becomes options", async () => {
  expect(await messageOf(() => readCsv("a\nx\n", { columns: { a: "float" } }))).toContain(
    "say that it means a missing value with --missing, or take the column as categories with --nominal",
  );
  expect(await messageOf(() => readCsv("a,b\n"))).toContain("line 1 must hold the names of the columns");
  expect(await messageOf(() => readCsv(Uint8Array.of(0x61, 0x0a, 0xff, 0xfe)))).toMatch(
    /save the file as UTF-8$/,
  );
  expect(
    await messageOf(() => readCsv("a\nz\n", { columns: { a: { kind: "ordinal", order: ["x", "y"] } } })),
  ).toContain("--ordinal");
  const rare = table({ y: ["a", "b", "b", "b", "b", "b", "b", "b", "b", "b"] });
  expect(await messageOf(() => split(rare, { stratify: "y" }))).toMatch(
    /^expected at least 2 rows .*rare class$/,
  );
  const [note] = (await readCsv("a\n1\n2\n3\nx\n")).schema()[0]?.notes ?? [];
  expect(inCommandWords(note?.message ?? "")).toContain("say so with --missing");
});

test("a training that diverges names the option that mends it", async () => {
  const model = sequential([dense(1, { inputShape: [1] })]);
  model.compile({ loss: "meanSquaredError", optimizer: sgd({ learningRate: 1e30 }) });
  const message = await messageOf(() => model.fit([[1], [2]], [1, 2], { epochs: 5, verbose: 0 }));
  expect(message).toMatch(
    /^the loss stopped being finite.*lower it, say with --learning-rate 1e\+29; nothing was saved$/,
  );
});
