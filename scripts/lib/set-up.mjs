// Installs and builds, but only what is not in place. Only Node's own modules: nothing is installed yet.

import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { hashFiles, sourcesBelow } from "./hash.mjs";
import { runPnpm } from "./run.mjs";
import { StepError, step } from "./say.mjs";
import { members, needs, readManifest, root, withNeeds } from "./workspace.mjs";

/** @typedef {import("./workspace.mjs").Member} Member */

const installStamp = join(root, "node_modules", ".wellfit-stamp");
const buildStamp = join(root, "node_modules", ".wellfit-build.json");

// No tool of ours talks to its maker.
const quiet = { TURBO_TELEMETRY_DISABLED: "1", TURBO_NO_UPDATE_NOTIFIER: "1", DO_NOT_TRACK: "1" };

/**
 * Whether one version is another or later. Only the numbers count.
 * @param {string} version e.g. "20.20.2"
 * @param {string} least e.g. "20.19"
 * @returns {boolean}
 */
export function isAtLeast(version, least) {
  const [have, want] = [version, least].map((text) =>
    text.split(".").map((part) => Number.parseInt(part, 10)),
  );
  for (let i = 0; i < 3; i++) {
    const difference = (have?.[i] ?? 0) - (want?.[i] ?? 0);
    if (difference !== 0) return difference > 0;
  }
  return true;
}

/** Throws a plain message when this Node is older than package.json asks for. */
export function checkNode() {
  const least = (readManifest(root).engines?.node ?? ">=0").replace(/^>=\s*/, "");
  if (isAtLeast(process.versions.node, least)) return;
  throw new StepError(`Wellfit needs Node ${least} or newer; this is Node ${process.versions.node}.`, {
    help: "Install a current release from https://nodejs.org and run the same command again.",
  });
}

/**
 * What an install depends on. The platform is part of it because tools come as native programs.
 * @param {readonly Member[]} all
 * @returns {string}
 */
function installHash(all) {
  const files = ["package.json", "pnpm-lock.yaml", "pnpm-workspace.yaml", ".npmrc"];
  return hashFiles(
    root,
    [...files, ...all.map((member) => `${member.dir}/package.json`)],
    [process.platform, process.arch],
  );
}

/**
 * Whether the folder of a member has the packages that it asks for.
 * @param {Member} member
 * @returns {boolean}
 */
function hasModules({ dir, manifest }) {
  const wanted = { ...manifest.dependencies, ...manifest.devDependencies };
  return Object.keys(wanted).every((name) => existsSync(join(root, dir, "node_modules", name)));
}

/**
 * Installs with the pinned pnpm when node_modules is missing or made for other manifests.
 * @returns {Promise<void>}
 */
export async function ensureInstalled() {
  const all = members();
  const hash = installHash(all);
  if (existsSync(installStamp) && readFileSync(installStamp, "utf8") === hash && all.every(hasModules))
    return;
  await step("Installing packages", "Installed packages", async () => {
    const args = [
      "install",
      "--frozen-lockfile",
      "--config.confirm-modules-purge=false",
      "--reporter=append-only",
    ];
    const { code, output } = await runPnpm(args, { env: quiet });
    if (code !== 0)
      throw new StepError(`Installing the packages failed (exit ${code}).`, {
        code,
        output,
        help: mend(output),
      });
  });
  mkdirSync(join(root, "node_modules"), { recursive: true });
  writeFileSync(installStamp, hash);
}

/**
 * What may help after a failed install.
 * @param {string} output
 * @returns {string}
 */
function mend(output) {
  if (/OUTDATED_LOCKFILE|FROZEN_LOCKFILE/.test(output)) {
    return "pnpm-lock.yaml does not match the package.json files. Run `npm run pnpm -- install` and commit the lockfile.";
  }
  if (/ENOTFOUND|ECONNREFUSED|ECONNRESET|ETIMEDOUT|EAI_AGAIN|META_FETCH_FAIL|CERT|network/i.test(output)) {
    return "The package registry could not be reached: check the connection, or `npm config get registry`, and try again.";
  }
  if (/ENOSPC/.test(output)) return "The disk is full: make room and try again.";
  if (/EACCES|EPERM|EROFS/.test(output))
    return "A file could not be written: check who owns this folder and try again.";
  return "Try again; if it fails the same way, delete the folder node_modules first.";
}

/**
 * The files that a member's build must have made, relative to the root.
 * @param {Member} member
 * @returns {string[]}
 */
function outputs({ dir, manifest }) {
  /** @type {string[]} */
  const files = [];
  /** @param {unknown} value */
  const collect = (value) => {
    if (typeof value === "string") {
      if (value.startsWith("./dist/") || value.startsWith("dist/"))
        files.push(`${dir}/${value.replace(/^\.\//, "")}`);
    } else if (typeof value === "object" && value !== null) {
      for (const part of Object.values(value)) collect(part);
    }
  };
  collect(manifest.exports);
  collect(manifest.bin);
  // A site has no exports: it has pages.
  if (existsSync(join(root, dir, ".vitepress"))) files.push(`${dir}/.vitepress/dist/index.html`);
  return files;
}

/**
 * A hash for every member of what goes into its build, with what it needs.
 * @param {readonly Member[]} all
 * @returns {Map<Member, string>}
 */
function buildHashes(all) {
  const shared = hashFiles(root, ["tsup.base.ts", "tsconfig.base.json", "turbo.json", "pnpm-lock.yaml"]);
  /** @type {Map<Member, string>} */
  const hashes = new Map();
  for (const member of withNeeds(all, all)) {
    const below = needs(all, member).map((needed) => hashes.get(needed) ?? "");
    // The site shows the architecture page, which stands at the root.
    const pages = existsSync(join(root, member.dir, ".vitepress")) ? ["ARCHITECTURE.md"] : [];
    hashes.set(member, hashFiles(root, [...sourcesBelow(root, member.dir), ...pages], [shared, ...below]));
  }
  return hashes;
}

/** @returns {Record<string, string>} */
function readBuildStamp() {
  try {
    return JSON.parse(readFileSync(buildStamp, "utf8"));
  } catch {
    return {};
  }
}

/**
 * Builds the chosen members and what they need, when their sources differ from what was built last.
 * @param {(member: Member) => boolean} choose
 * @returns {Promise<void>}
 */
export async function ensureBuilt(choose) {
  const all = members();
  const targets = all.filter((member) => choose(member) && member.manifest.scripts?.build !== undefined);
  if (targets.length === 0) {
    throw new StepError(
      "What should be built is not in this checkout; look with `git status` for what is missing.",
    );
  }
  const stamp = readBuildStamp();
  const hashes = buildHashes(all);
  const stale = withNeeds(all, targets).filter(
    (member) =>
      member.manifest.scripts?.build !== undefined &&
      (stamp[member.dir] !== hashes.get(member) ||
        !outputs(member).every((file) => existsSync(join(root, file)))),
  );
  if (stale.length === 0) return;
  const what = stale.map((member) => member.folder).join(", ");
  await step(`Building ${what}`, `Built ${what}`, async () => {
    const filters = targets.map((member) => `--filter=${member.name}...`);
    const args = ["exec", "turbo", "run", "build", ...filters, "--ui=stream", "--output-logs=errors-only"];
    const { code, output } = await runPnpm(args, { env: quiet });
    if (code !== 0) {
      throw new StepError(`Building ${what} failed (exit ${code}).`, {
        code,
        output,
        help: "The lines above come from the build. If they make no sense, delete node_modules and try again.",
      });
    }
    for (const member of stale) {
      const missing = outputs(member).filter((file) => !existsSync(join(root, file)));
      if (missing.length > 0)
        throw new StepError(`${member.name} was built, but ${missing.join(", ")} is not there.`, { output });
    }
  });
  for (const member of stale) stamp[member.dir] = hashes.get(member) ?? "";
  writeFileSync(buildStamp, `${JSON.stringify(stamp, null, 2)}\n`);
}
