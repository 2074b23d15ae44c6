// What every package.json must say, so that what is published works for everybody and installs run nobody's code.

import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse as parseYaml } from "yaml";
import { members, readManifest } from "../lib/workspace.mjs";
import { house as theHouse } from "./house.mjs";

/**
 * @typedef {import("./sources.mjs").Finding} Finding
 * @typedef {import("../lib/workspace.mjs").Member} Member
 * @typedef {import("../lib/workspace.mjs").Manifest} Manifest
 * @typedef {import("./house.mjs").House} House
 */

/**
 * @param {string} base the root of the workspace
 * @param {House} [house]
 * @returns {Finding[]}
 */
export function checkManifests(base, house = theHouse) {
  const all = members(base);
  const root = readManifest(base);
  const isCommand = (/** @type {Member} */ { kind, folder }) =>
    kind === "apps" && house.commands[folder] !== undefined;
  const findings = [
    ...everyManifest("package.json", root, root),
    ...all.flatMap((member) => everyManifest(`${member.dir}/package.json`, member.manifest, root)),
    ...all.filter(({ kind }) => kind === "packages").flatMap(published),
    ...all.filter(isCommand).flatMap((member) => command(member, house.commands[member.folder] ?? "")),
    ...all.filter((member) => member.kind === "apps" && !isCommand(member)).flatMap(unpublished),
    ...builds(base, root),
  ];
  const versions = new Set(
    all
      .filter((member) => member.kind === "packages" || isCommand(member))
      .map(({ manifest }) => manifest.version),
  );
  if (versions.size > 1) {
    const list = [...versions].join(", ");
    findings.push({
      file: "packages",
      message: `the packages have the versions ${list}; they go out together, under one`,
    });
  }
  return findings;
}

const lifecycle = ["preinstall", "install", "postinstall", "prepare", "prepublish"];

/**
 * Rules for every manifest.
 * @param {string} file
 * @param {Manifest} manifest
 * @param {Manifest} root
 * @returns {Finding[]}
 */
function everyManifest(file, manifest, root) {
  /** @type {string[]} */
  const wrong = [];
  if (manifest.type !== "module") wrong.push(`"type" is ${show(manifest.type)}; expected "module"`);
  if (manifest.license !== "MIT") wrong.push(`"license" is ${show(manifest.license)}; expected "MIT"`);
  if (manifest.engines?.node === undefined || manifest.engines.node !== root.engines?.node) {
    wrong.push(
      `"engines.node" is ${show(manifest.engines?.node)}; expected ${show(root.engines?.node ?? ">=20.19")}`,
    );
  }
  for (const name of lifecycle) {
    if (manifest.scripts?.[name] !== undefined)
      wrong.push(`has the script "${name}"; nothing may run at an install`);
  }
  for (const field of /** @type {const} */ (["dependencies", "devDependencies", "optionalDependencies"])) {
    for (const [name, version] of Object.entries(manifest[field] ?? {})) {
      const ours = name.startsWith("@wellfit/");
      if (ours ? /^workspace:[\^*~]$/.test(version) : /^catalog:/.test(version)) continue;
      const expected = ours ? `"workspace:^"` : `"catalog:", with the version in pnpm-workspace.yaml`;
      wrong.push(`"${field}.${name}" is ${show(version)}; expected ${expected}`);
    }
  }
  return wrong.map((message) => ({ file, message }));
}

/**
 * Rules for what is published.
 * @param {Member} member
 * @returns {Finding[]}
 */
function published({ dir, folder, manifest }) {
  const wrong = publishable(manifest, `@wellfit/${folder}`);
  if (manifest.sideEffects !== false)
    wrong.push(`"sideEffects" is ${show(manifest.sideEffects)}; expected false`);
  const entries = manifest.exports ?? {};
  if (entries["."] === undefined) wrong.push(`"exports" has no "." entry`);
  if (entries["./package.json"] === undefined)
    wrong.push(`"exports" has no "./package.json", which tools read`);
  for (const [name, entry] of Object.entries(entries)) {
    if (name === "./package.json") continue;
    const conditions = typeof entry === "object" && entry !== null ? Object.keys(entry) : [];
    if (conditions[0] !== "types") {
      wrong.push(
        `"exports" of "${name}" is ${show(entry)}; expected { "types": …, "default": … } with "types" first`,
      );
    } else if (conditions.includes("require")) {
      wrong.push(`"exports" of "${name}" has "require"; the packages are ES modules only`);
    } else if (!conditions.includes("default") && !conditions.includes("import")) {
      wrong.push(`"exports" of "${name}" has no "default"`);
    }
  }
  return wrong.map((message) => ({ file: `${dir}/package.json`, message }));
}

/**
 * Rules for an app that is published as a command.
 * @param {Member} member
 * @param {string} name of the package and of the command
 * @returns {Finding[]}
 */
function command({ dir, manifest }, name) {
  const wrong = publishable(manifest, name);
  const file = typeof manifest.bin === "object" ? manifest.bin[name] : undefined;
  if (!file?.startsWith("./dist/"))
    wrong.push(`"bin" is ${show(manifest.bin)}; expected { "${name}": "./dist/…" }`);
  return wrong.map((message) => ({ file: `${dir}/package.json`, message }));
}

/**
 * Rules for everything that goes to the registry.
 * @param {Manifest} manifest
 * @param {string} name that it must have
 * @returns {string[]}
 */
function publishable(manifest, name) {
  /** @type {string[]} */
  const wrong = [];
  if (manifest.name !== name) wrong.push(`"name" is ${show(manifest.name)}; expected "${name}"`);
  if (manifest.private === true) wrong.push(`"private" is true, so it would never be published`);
  if (!/^\d+\.\d+\.\d+/.test(manifest.version ?? ""))
    wrong.push(`"version" is ${show(manifest.version)}; expected x.y.z`);
  if ((manifest.description ?? "").trim() === "") wrong.push(`"description" is missing`);
  if (!manifest.files?.includes("dist"))
    wrong.push(`"files" is ${show(manifest.files)}; expected it to have "dist"`);
  if (manifest.scripts?.build === undefined) wrong.push(`has no "build" script`);
  return wrong;
}

/**
 * Rules for what is not.
 * @param {Member} member
 * @returns {Finding[]}
 */
function unpublished({ dir, manifest }) {
  if (manifest.private === true) return [];
  return [
    {
      file: `${dir}/package.json`,
      message: `"private" is ${show(manifest.private)}; an app is not published, so expected true`,
    },
  ];
}

/**
 * No dependency may run a script when it is installed.
 * @param {string} base
 * @param {Manifest} root
 * @returns {Finding[]}
 */
function builds(base, root) {
  const file = "pnpm-workspace.yaml";
  if (!existsSync(join(base, file))) return [{ file, message: "is not there" }];
  const workspace = parseYaml(readFileSync(join(base, file), "utf8")) ?? {};
  /** @type {Finding[]} */
  const findings = [];
  for (const [where, settings] of /** @type {const} */ ([
    [file, workspace],
    ["package.json", root.pnpm ?? {}],
  ])) {
    const allowed = [
      ...(settings.onlyBuiltDependencies ?? []),
      ...Object.entries(settings.allowBuilds ?? {})
        .filter(([, yes]) => yes !== false)
        .map(([name]) => name),
      ...(settings.dangerouslyAllowAllBuilds ? ["everything"] : []),
      ...(settings.onlyBuiltDependenciesFile !== undefined ? [settings.onlyBuiltDependenciesFile] : []),
    ];
    if (allowed.length > 0) {
      findings.push({
        file: where,
        message: `lets ${allowed.join(", ")} run a script at an install; nothing may`,
      });
    }
    // pnpm reads this one as "all others may".
    if (settings.neverBuiltDependencies !== undefined) {
      findings.push({
        file: where,
        message: `"neverBuiltDependencies" lets all others build; use "onlyBuiltDependencies: []"`,
      });
    }
  }
  if (workspace.onlyBuiltDependencies === undefined) {
    findings.push({
      file,
      message: `"onlyBuiltDependencies" is missing; expected [] so that no script runs at an install`,
    });
  }
  return findings;
}

/**
 * @param {unknown} value
 * @returns {string}
 */
function show(value) {
  return value === undefined ? "missing" : JSON.stringify(value);
}
