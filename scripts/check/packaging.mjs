// What npm would get: each package is packed as for publishing, and publint and Are The Types Wrong read the result.

import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { checkPackage, createPackageFromTarballData } from "@arethetypeswrong/core";
import { publint } from "publint";
import { formatMessage } from "publint/utils";
import { runPnpm } from "../lib/run.mjs";
import { members } from "../lib/workspace.mjs";
import { house as theHouse } from "./house.mjs";

/**
 * @typedef {import("./sources.mjs").Finding} Finding
 * @typedef {import("./house.mjs").House} House
 */

// The packages are ES modules only: that CommonJS and old resolvers cannot load them is meant.
const meant = new Set(["CJSResolvesToESM"]);
const resolvers = new Set(["node16-esm", "bundler"]);

/**
 * Packs everything that is published and looks at what came out.
 * @param {string} base the root of the workspace
 * @param {House} [house]
 * @returns {Promise<Map<string, Finding[]>>} findings by package name
 */
export async function checkPackaging(base, house = theHouse) {
  const packages = members(base).filter(
    ({ kind, folder }) => kind === "packages" || house.commands[folder] !== undefined,
  );
  const folder = mkdtempSync(join(tmpdir(), "wellfit-pack-"));
  try {
    const filters = packages.flatMap(({ dir }) => ["--filter", `./${dir}`]);
    const args = ["--recursive", ...filters, "pack", "--pack-destination", folder];
    const { code, output } = await runPnpm(args, { cwd: base });
    if (code !== 0) throw new Error(`pnpm pack failed (exit ${code}):\n${output}`);
    const tarballs = readdirSync(folder);
    /** @type {Map<string, Finding[]>} */
    const findings = new Map();
    for (const member of packages) {
      const start = `${member.name.replace("@", "").replace("/", "-")}-`;
      const tarball = tarballs.find((file) => file.startsWith(start) && /^\d/.test(file.slice(start.length)));
      findings.set(
        member.name,
        tarball === undefined
          ? [{ file: member.dir, message: "was not packed" }]
          : await inspect(member.dir, new Uint8Array(readFileSync(join(folder, tarball))), {
              // Nobody imports a command.
              types: member.kind === "packages",
            }),
      );
    }
    return findings;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/**
 * What is wrong with one packed package.
 * @param {string} dir its folder, for the findings
 * @param {Uint8Array} tarball
 * @param {{ types?: boolean }} [options] whether it must have declarations; default true
 * @returns {Promise<Finding[]>}
 */
export async function inspect(dir, tarball, { types = true } = {}) {
  const { messages, pkg } = await publint({
    pack: { tarball: Uint8Array.from(tarball).buffer },
    strict: true,
  });
  const file = `${dir}/package.json`;
  // The address of the repository is the owner's to give, so its absence is no fault of the package.
  const findings = messages
    .filter(({ type }) => type !== "suggestion")
    .map((message) => ({ file, message: `publint: ${formatMessage(message, pkg, { color: false })}` }));
  if (!types) return findings;
  const result = await checkPackage(createPackageFromTarballData(tarball));
  if (!result.types) return [...findings, { file, message: "attw: the package has no declarations" }];
  for (const problem of result.problems) {
    if (meant.has(problem.kind)) continue;
    if ("resolutionKind" in problem && !resolvers.has(problem.resolutionKind)) continue;
    const entry = "entrypoint" in problem ? `"${problem.entrypoint}" ` : "";
    const resolver = "resolutionKind" in problem ? `(${problem.resolutionKind})` : "";
    findings.push({ file, message: `attw: ${entry}${problem.kind} ${resolver}`.trim() });
  }
  return findings;
}
