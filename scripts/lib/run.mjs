// Child processes without a shell, so that spaces in paths and Windows need no care elsewhere.

import { spawn } from "node:child_process";
import { existsSync, realpathSync } from "node:fs";
import { constants } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { readManifest, root } from "./workspace.mjs";

/**
 * @typedef {{ cwd?: string, env?: NodeJS.ProcessEnv, show?: boolean }} RunOptions
 * @typedef {{ code: number, output: string }} RunResult
 */

/**
 * Runs a program to its end. Its output is collected, or with `show` goes straight to the terminal.
 * A program that cannot be started has the code 127; one that a signal ended has 128 and the signal's number.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {RunOptions} [options]
 * @returns {Promise<RunResult>}
 */
export function run(command, args, { cwd = root, env = {}, show = false } = {}) {
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      cwd,
      env: { ...process.env, ...env },
      stdio: show ? "inherit" : ["ignore", "pipe", "pipe"],
      shell: process.platform === "win32" && /\.cmd$/i.test(command),
    });
    let output = "";
    for (const stream of [child.stdout, child.stderr]) {
      stream?.setEncoding("utf8").on("data", (text) => {
        output += text;
      });
    }
    // The terminal sends Ctrl-C to the child too; we stay to pass on how it ended.
    const wait = () => {};
    process.on("SIGINT", wait);
    /** @param {number} code */
    const done = (code) => {
      process.off("SIGINT", wait);
      resolve({ code, output });
    };
    child.on("error", (error) => {
      output += `${command} could not be started: ${error.message}\n`;
      done(127);
    });
    child.on("close", (code, signal) => {
      done(code ?? 128 + (signal === null ? 0 : (constants.signals[signal] ?? 0)));
    });
  });
}

/**
 * Runs a JavaScript file of an installed package with this Node.
 * @param {string} file path below the root's node_modules
 * @param {readonly string[]} args
 * @param {RunOptions} [options]
 * @returns {Promise<RunResult>}
 */
export function runTool(file, args, options) {
  return run(process.execPath, [join(root, "node_modules", file), ...args], options);
}

/**
 * Runs the pnpm that package.json pins, fetched by npx: nobody needs to have pnpm. pnpm and the tools it starts
 * find that same pnpm in their PATH.
 * @param {readonly string[]} args
 * @param {RunOptions} [options]
 * @returns {Promise<RunResult>}
 */
export function runPnpm(args, options) {
  const pinned = readManifest(root).packageManager;
  if (pinned === undefined || !/^pnpm@\d+\.\d+\.\d+$/.test(pinned)) {
    throw new Error(
      `package.json: "packageManager" is ${pinned ?? "missing"}; expected pnpm@<major.minor.patch>`,
    );
  }
  const [command, before] = npx();
  return run(command, [...before, "--yes", "--prefer-offline", pinned, ...args], options);
}

/**
 * How npx is started: its JavaScript file with this Node where that is known, else by name.
 * @returns {[command: string, args: string[]]}
 */
function npx() {
  const node = dirname(process.execPath);
  const folders = [
    ...(process.env.npm_execpath?.endsWith("npm-cli.js") ? [dirname(process.env.npm_execpath)] : []),
    join(node, "node_modules", "npm", "bin"),
    join(node, "..", "lib", "node_modules", "npm", "bin"),
  ];
  for (const folder of folders) {
    const file = join(folder, "npx-cli.js");
    if (existsSync(file)) return [process.execPath, [file]];
  }
  return [process.platform === "win32" ? "npx.cmd" : "npx", []];
}

/**
 * Whether a module is the program that Node was asked to run, and not imported.
 * @param {string} url the module's import.meta.url
 * @returns {boolean}
 */
export function isMain(url) {
  const asked = process.argv[1];
  return asked !== undefined && existsSync(asked) && realpathSync(asked) === fileURLToPath(url);
}
