// The command as it was built, in processes of its own: the main job on the example data, and what only a process shows.

import { type ChildProcess, spawn } from "node:child_process";
import {
  cpSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  statSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

const root = fileURLToPath(new URL("..", import.meta.url));
const bin = join(root, "apps", "cli", "dist", "bin.js");

let cwd = "";
beforeAll(() => {
  cwd = realpathSync(mkdtempSync(join(tmpdir(), "wellfit-built-")));
  cpSync(join(root, "examples"), join(cwd, "examples"), { recursive: true });
});
afterAll(() => rmSync(cwd, { recursive: true, force: true }));

interface Outcome {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

const finished = (child: ChildProcess): Promise<Outcome> =>
  new Promise((resolve, reject) => {
    let out = "";
    let err = "";
    child.stdout?.on("data", (data) => {
      out += data;
    });
    child.stderr?.on("data", (data) => {
      err += data;
    });
    child.on("error", reject);
    child.on("close", (code) => resolve({ code, out, err }));
  });

// Whoever runs these tests may have asked for colours or for none, and does so by way of npm or npx.
const {
  FORCE_COLOR: _force,
  NO_COLOR: _none,
  npm_command: _npm,
  WELLFIT_COMMAND: _wellfit,
  ...plainEnv
} = process.env;

const startIn = (env: NodeJS.ProcessEnv, ...args: string[]): ChildProcess =>
  spawn(process.execPath, [bin, ...args], { cwd, env, stdio: ["ignore", "pipe", "pipe"] });

const start = (...args: string[]): ChildProcess => startIn(plainEnv, ...args);

const wellfit = (...args: string[]): Promise<Outcome> => finished(start(...args));

const seeds = [1, 2, 3, 4, 5];
const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

/** The data of the examples, what is predicted, and the least mean score on test over five seeds. */
const bars: [file: string, target: string, score: "accuracy" | "r2", least: number][] = [
  ["breast_cancer", "diagnosis", "accuracy", 0.95],
  ["iris", "species", "accuracy", 0.93],
  ["wine", "cultivar", "accuracy", 0.95],
  ["penguins", "species", "accuracy", 0.95],
  ["mpg", "mpg", "r2", 0.8],
  ["diabetes", "progression", "r2", 0.35],
];

describe("with the same settings for all data", () => {
  test.concurrent.each(bars)("%s: %s by %s is at least %d on test", async (file, target, score, least) => {
    const results: {
      test: Record<string, number>;
      baseline: { test: Record<string, number> };
      onnx: Record<string, number>;
    }[] = [];
    const began = performance.now();
    for (const seed of seeds) {
      const { code, out, err } = await wellfit(
        ...["train", `examples/${file}.csv`, "--target", target, "--seed", String(seed)],
        ...["--out", `bars/${file}-${seed}`, "--json"],
      );
      expect(code, err).toBe(0);
      results.push(JSON.parse(out));
    }
    const seconds = (performance.now() - began) / 1000 / seeds.length;
    const scores = results.map((result) => result.test[score] ?? Number.NaN);
    const worst = Math.max(...results.map(({ onnx }) => onnx.maxRelativeError ?? Number.NaN));
    console.log(
      `${file}: mean test ${score} ${mean(scores).toFixed(4)} (${scores.map((value) => value.toFixed(3)).join(", ")}), ` +
        `baseline ${mean(results.map(({ baseline }) => baseline.test[score] ?? 0)).toFixed(3)}, ` +
        `ONNX differs by ${worst.toExponential(1)} at most, ${seconds.toFixed(1)} s a run`,
    );
    expect(mean(scores)).toBeGreaterThanOrEqual(least);
    for (const { onnx } of results) expect(onnx).toMatchObject({ checked: true, passed: true });
    expect(worst).toBeLessThan(1e-5);
  });
});

describe("the same command", () => {
  const same = ["metrics.json", "history.json", "weights.safetensors", "model.onnx"];

  test.concurrent.each(bars)("on %s gives the same bytes in two processes", async (file, target) => {
    for (const run of ["first", "second"]) {
      const { code, err } = await wellfit(
        ...["train", `examples/${file}.csv`, "--target", target, "--out", `same/${file}-${run}`, "-q"],
      );
      expect(code, err).toBe(0);
    }
    for (const name of same) {
      const [first, second] = ["first", "second"].map((run) =>
        readFileSync(join(cwd, "same", `${file}-${run}`, name)),
      );
      expect(first!.length).toBeGreaterThan(0);
      expect(first!.equals(second!), name).toBe(true);
    }
  });

  test("as config.json has it repeats a run exactly", async () => {
    const first = await wellfit(
      ...["train", "examples/mpg.csv", "--target", "mpg", "--nominal", "cylinders,origin", "--drop", "name"],
      ...["--hidden", "16", "--epochs", "40", "--seed", "9", "--out", "repeat/first", "-q"],
    );
    expect(first.code, first.err).toBe(0);
    const config = JSON.parse(readFileSync(join(cwd, "repeat", "first", "config.json"), "utf8"));
    const args = config.command.split(" ").slice(1);
    const again = await wellfit(...args, "--out", "repeat/again", "-q");
    expect(again.code, again.err).toBe(0);
    for (const name of [...same, "split.json", "preparation.json", "config.json"]) {
      const [a, b] = ["first", "again"].map((run) => readFileSync(join(cwd, "repeat", run, name), "utf8"));
      // Only the name of the run differs in config.json, and it is that of the file here.
      expect(b, name).toBe(a);
    }
  });
});

describe("from training to use", () => {
  test("the journey that the last lines of train suggest works as written", async () => {
    const trained = await wellfit("train", "examples/penguins.csv", "--target", "species");
    expect([trained.code, trained.err]).toEqual([0, ""]);
    expect(existsSync(join(cwd, "runs", "penguins", "report.html"))).toBe(true);
    const suggested = trained.out
      .split("\n")
      .map((line) => /^\S* ?\S*\s+(wellfit .*)$/.exec(line)?.[1])
      .filter((line) => line !== undefined);
    expect(suggested.length).toBeGreaterThanOrEqual(5);
    cpSync(join(cwd, "examples", "penguins.csv"), join(cwd, "new.csv"));
    for (const line of suggested) {
      const outcome = await wellfit(...line.split(" ").slice(1));
      expect(outcome.code, `${line}: ${outcome.err}`).toBe(0);
    }
    expect(readFileSync(join(cwd, "new-predictions.csv"), "utf8").split("\n")).toHaveLength(346);
    expect(statSync(join(cwd, "penguins.onnx")).size).toBeGreaterThan(1000);
  });

  test("lines for a pipe are few", async () => {
    const { out } = await wellfit("train", "examples/iris.csv", "--target", "species");
    expect(out.split("\n").length).toBeLessThan(60);
    expect(out).not.toContain("\u001b");
  });

  test("colours and bars are for terminals; NO_COLOR is obeyed and FORCE_COLOR too", async () => {
    for (const [env, has] of [
      [{ FORCE_COLOR: "1" }, true],
      [{ FORCE_COLOR: "1", NO_COLOR: "1" }, false],
    ] as const) {
      const { out } = await finished(
        startIn({ ...plainEnv, ...env }, "train", "examples/iris.csv", "--target", "species"),
      );
      expect(out.includes("\u001b[")).toBe(has);
    }
  });
});

describe("a process", () => {
  // Waits until training is under way, so that there is something to interrupt.
  const endless = async (...more: string[]): Promise<ChildProcess> => {
    const forever = ["--epochs", "100000000", "--patience", "100000000"];
    const child = start("train", "examples/iris.csv", "--target", "species", ...forever, ...more);
    await new Promise<void>((resolve) => {
      let seen = "";
      child.stdout?.on("data", (data) => {
        seen += data;
        if (seen.includes("epoch     50")) resolve();
      });
      child.on("close", () => resolve());
    });
    return child;
  };

  test.each(["SIGINT", "SIGTERM"] as const)("%s ends it with 130 and nothing is left", async (signal) => {
    const child = await endless("--out", "stopped/run");
    expect(readdirSync(join(cwd, "stopped"))).toEqual([`.run.tmp-${child.pid}`]);
    const ended = finished(child);
    child.kill(signal);
    expect(await ended).toMatchObject({ code: 130, err: "wellfit: interrupted; nothing was saved\n" });
    expect(existsSync(join(cwd, "stopped"))).toBe(false);
  });

  test("Ctrl-C ends a case study on threads within a second, and no page is left", async () => {
    const child = start(
      "case-study",
      "vanishing-gradients",
      "--repeats",
      "200",
      "--workers",
      "2",
      "--report",
      "x.html",
    );
    const ended = finished(child);
    await new Promise((resolve) => setTimeout(resolve, 3000));
    const asked = performance.now();
    child.kill("SIGINT");
    expect(await ended).toEqual({ code: 130, out: "", err: "wellfit: interrupted; nothing was saved\n" });
    expect(performance.now() - asked).toBeLessThan(1000);
    expect(readdirSync(cwd).filter((name) => name.includes("x.html"))).toEqual([]);
  });

  test("a case study gives the same numbers on one thread and on two", async () => {
    const args = ["case-study", "data-scaling", "--repeats", "4", "--json", "--workers"];
    const [one, two] = [await wellfit(...args, "1"), await wellfit(...args, "2")];
    expect(one).toMatchObject({ code: 0, err: expect.stringContaining("Conclusion") });
    expect(two.out).toBe(one.out);
    expect(JSON.parse(two.out).cases).toHaveLength(3);
  });

  test("a reader that has seen enough is no error", async () => {
    const child = start("predict", "bars/diabetes-1", "examples/diabetes.csv", "--out", "-");
    child.stdout?.once("data", () => child.stdout?.destroy());
    const { code, err } = await finished(child);
    expect(err).not.toMatch(/EPIPE|fault/);
    expect(code).toBe(0);
  });

  test("without onnxruntime-node one line says that the check was left out, and how to add it", async () => {
    // A loader that finds everything but this package.
    const hook =
      "export const resolve = async (name, context, next) => { if (name !== 'onnxruntime-node') return next(name, context); " +
      "throw Object.assign(new Error('Cannot find package'), { code: 'ERR_MODULE_NOT_FOUND' }); };";
    const registering = `import { register } from "node:module"; register("data:text/javascript,${encodeURIComponent(hook)}");`;
    const child = spawn(
      process.execPath,
      [
        ...["--import", `data:text/javascript,${encodeURIComponent(registering)}`],
        ...[bin, "train", "examples/iris.csv", "--target", "species", "--out", "without", "--epochs", "5"],
      ],
      { cwd, env: plainEnv, stdio: ["ignore", "pipe", "pipe"] },
    );
    const { code, out, err } = await finished(child);
    expect([code, err]).toEqual([0, ""]);
    expect(out).toMatch(
      /^ONNX +not checked: onnxruntime-node is not installed; add it with: npm i onnxruntime-node$/m,
    );
    const saved = JSON.parse(readFileSync(join(cwd, "without", "onnx-check.json"), "utf8"));
    expect(saved).toMatchObject({
      checked: false,
      reason: expect.stringContaining("npm i onnxruntime-node"),
    });
  });

  test("a full device is one message", async () => {
    // Where the system has one; the unit tests have a disk that is full everywhere.
    if (!existsSync("/dev/full")) return;
    const { code, err } = await wellfit("export", "bars/diabetes-1", "--out", "/dev/full");
    expect([code, err]).toEqual([
      1,
      expect.stringMatching(/expected to write \/dev\/full: the disk is full/),
    ]);
    expect(statSync("/dev/full").isCharacterDevice()).toBe(true);
  });

  test("errors end with their codes", async () => {
    expect((await wellfit("--help")).code).toBe(0);
    expect((await wellfit("train", "nothing.csv", "--target", "y")).code).toBe(1);
    expect((await wellfit("trian")).code).toBe(2);
  });

  test("tells its version", async () => {
    const began = performance.now();
    expect((await wellfit("--version")).out).toMatch(/^\d+\.\d+\.\d+\n$/);
    console.log(`wellfit --version: ${(performance.now() - began).toFixed(0)} ms`);
  });
});
