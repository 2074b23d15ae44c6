// Runs the command in this process, in a folder of its own.

import { existsSync, mkdtempSync, readdirSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";
import { type Disk, disk as realDisk } from "../src/files/disk";
import { main } from "../src/main";

/** What came out of a command. */
export interface Outcome {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** What a command knows of the world. */
export interface World {
  readonly cwd: string;
  readonly env?: Record<string, string>;
  readonly disk?: Disk;
  readonly signal?: AbortSignal;
}

/** A folder that goes when the test ends. */
export const folder = (files: Record<string, string | Uint8Array> = {}): string => {
  const path = realpathSync(mkdtempSync(join(tmpdir(), "wellfit-cli-")));
  onTestFinished(() => rmSync(path, { recursive: true, force: true }));
  for (const [name, data] of Object.entries(files)) writeFileSync(join(path, name), data);
  return path;
};

/** Everything below a folder, hidden names too. */
export const everything = (path: string): string[] =>
  existsSync(path) ? (readdirSync(path, { recursive: true }) as string[]).sort() : [];

/** Runs `wellfit` with these arguments. */
export const wellfit = async (world: World, ...args: string[]): Promise<Outcome> => {
  let out = "";
  let err = "";
  const code = await main(args, {
    stdout: {
      write: (text) => {
        out += text;
      },
    },
    stderr: {
      write: (text) => {
        err += text;
      },
    },
    env: world.env ?? {},
    cwd: world.cwd,
    signal: world.signal ?? new AbortController().signal,
    disk: world.disk ?? realDisk,
  });
  return { code, out, err };
};

/** CSV text of rows that a function makes. */
export const csv = (header: string, rows: number, row: (i: number) => string): string =>
  `${[header, ...Array.from({ length: rows }, (_, i) => row(i))].join("\n")}\n`;

// Small and not quite regular, so that no column is constant or a counter.
const wobble = (i: number, k: number): number => +(Math.sin(i * 12.9898 + k * 78.233) * 3).toFixed(3);

/** Two classes that the first column tells apart; a category, and missing values here and there. */
export const twoClasses = (rows = 60): string =>
  csv("length,width,colour,kind", rows, (i) => {
    const kind = i % 3 === 0 ? "rare" : "common";
    const length = (kind === "rare" ? 6 : 1) + wobble(i, 1) / 3;
    const colour = i % 11 === 0 ? "" : ["red", "green", "blue"][i % 3 === 0 ? 0 : (i % 2) + 1];
    return `${length.toFixed(3)},${i % 7 === 0 ? "" : wobble(i, 2)},${colour},${kind}`;
  });

/** A number that depends on two others. */
export const numbers = (rows = 60): string =>
  csv("a,b,price", rows, (i) => {
    const [a, b] = [wobble(i, 1), wobble(i, 2)];
    return `${a},${b},${(100 + 20 * a - 5 * b + wobble(i, 3) / 3).toFixed(2)}`;
  });

/** Options that make a training short. */
export const quick: readonly string[] = ["--epochs", "12", "--hidden", "8", "--no-onnx-check"];
