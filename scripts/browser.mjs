// A real browser for the tests: finds one, or installs Debian's where that is possible.
//   node scripts/browser.mjs     prints the path, or says what to install

import { accessSync, constants, existsSync, statSync } from "node:fs";
import { delimiter, join } from "node:path";
import { isMain, run } from "./lib/run.mjs";
import { explain, StepError } from "./lib/say.mjs";

/** Flags for a quiet headless browser without a network of its own, also as root and in a container. */
export const browserFlags = [
  "--headless=new",
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

const names = [
  "chromium",
  "chromium-browser",
  "google-chrome",
  "google-chrome-stable",
  "chrome",
  "microsoft-edge",
  "msedge",
];

/**
 * Where browsers are when they are not in the PATH.
 * @param {NodeJS.ProcessEnv} env
 * @returns {string[]}
 */
function usualPlaces(env) {
  if (process.platform === "darwin") {
    return ["/Applications", join(env.HOME ?? "/", "Applications")].flatMap((folder) =>
      ["Google Chrome", "Chromium", "Microsoft Edge"].map((app) =>
        join(folder, `${app}.app`, "Contents", "MacOS", app),
      ),
    );
  }
  if (process.platform === "win32") {
    return [env.PROGRAMFILES, env["PROGRAMFILES(X86)"], env.LOCALAPPDATA]
      .filter((folder) => folder !== undefined)
      .flatMap((folder) => [
        join(folder, "Google", "Chrome", "Application", "chrome.exe"),
        join(folder, "Chromium", "Application", "chrome.exe"),
        join(folder, "Microsoft", "Edge", "Application", "msedge.exe"),
      ]);
  }
  return ["/snap/bin/chromium", "/opt/google/chrome/chrome"];
}

/**
 * @param {string} path
 * @returns {boolean}
 */
function runs(path) {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}

/**
 * The browser that is there, if any. CHROME_PATH goes first and must be right when it is set.
 * @param {NodeJS.ProcessEnv} [env]
 * @returns {string | undefined}
 */
export function installedBrowser(env = process.env) {
  if (env.CHROME_PATH !== undefined && env.CHROME_PATH !== "") {
    if (runs(env.CHROME_PATH)) return env.CHROME_PATH;
    throw new StepError(`CHROME_PATH is ${env.CHROME_PATH}, but there is no program at that path.`, {
      help: "Set it to the executable of Chromium, Chrome or Edge, or unset it.",
    });
  }
  const ending = process.platform === "win32" ? ".exe" : "";
  const folders = (env.PATH ?? "").split(delimiter).filter((folder) => folder !== "");
  const inPath = names.flatMap((name) => folders.map((folder) => join(folder, name + ending)));
  return [...inPath, ...usualPlaces(env)].find(runs);
}

/**
 * The path of a Chromium, Chrome or Edge. Where there is none, Debian's and Ubuntu's package is installed when this
 * runs as root; elsewhere the error says what to install.
 * @returns {Promise<string>}
 */
export async function findBrowser() {
  const found = installedBrowser();
  if (found !== undefined) return found;
  const help = {
    darwin: "Install Google Chrome from https://www.google.com/chrome (or `brew install --cask chromium`).",
    win32: "Install Google Chrome from https://www.google.com/chrome, or Microsoft Edge.",
  };
  const advice =
    /** @type {Record<string, string>} */ (help)[process.platform] ??
    "Install it: `sudo apt-get install chromium` on Debian and Ubuntu, else your distribution's chromium.";
  const more = `${advice}\nA browser in another place: set CHROME_PATH to its executable.`;
  if (process.platform !== "linux" || process.getuid?.() !== 0 || !existsSync("/usr/bin/apt-get")) {
    throw new StepError("The browser tests need Chromium, Chrome or Edge, and none was found.", {
      help: more,
    });
  }
  const env = { DEBIAN_FRONTEND: "noninteractive" };
  for (const args of [["update"], ["install", "-y", "--no-install-recommends", "chromium"]]) {
    const { code, output } = await run("apt-get", args, { env });
    if (code !== 0) {
      const message = `The browser tests need Chromium; \`apt-get ${args.join(" ")}\` failed (exit ${code}).`;
      throw new StepError(message, { output, help: more });
    }
  }
  const installed = installedBrowser();
  if (installed === undefined) {
    throw new StepError("apt-get installed chromium, but no browser is in the PATH.", { help: more });
  }
  return installed;
}

/**
 * Starts the browser with a fresh profile, for tests. Close it when done.
 * @returns {Promise<import("playwright-core").Browser>}
 */
export async function openBrowser() {
  const { chromium } = await import("playwright-core");
  return await chromium.launch({ executablePath: await findBrowser(), args: browserFlags });
}

if (isMain(import.meta.url)) {
  try {
    console.log(await findBrowser());
  } catch (error) {
    process.exitCode = explain(error);
  }
}
