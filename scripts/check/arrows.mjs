// Who imports whom: packages along the arrows, floors of a package only from below, Node's modules only in Node.

import { isBuiltin } from "node:module";
import { members } from "../lib/workspace.mjs";
import { house as theHouse } from "./house.mjs";
import { importsOf, parse, resolveRelative, scripts } from "./sources.mjs";

/**
 * @typedef {import("./sources.mjs").Finding} Finding
 * @typedef {import("./sources.mjs").Import} Import
 * @typedef {import("./house.mjs").House} House
 * @typedef {import("../lib/workspace.mjs").Member} Member
 */

const scope = "@wellfit/";

/**
 * @param {string} base the root of the workspace
 * @param {House} [house]
 * @returns {Finding[]}
 */
export function checkArrows(base, house = theHouse) {
  return members(base).flatMap((member) => checkMember(base, house, member));
}

/**
 * @param {string} base
 * @param {House} house
 * @param {Member} member
 * @returns {Finding[]}
 */
function checkMember(base, house, member) {
  const allowed = house[member.kind][member.folder];
  const manifestFile = `${member.dir}/package.json`;
  if (allowed === undefined) {
    return [
      {
        file: manifestFile,
        message: `${member.dir} has no arrows; give it a row in scripts/check/house.mjs`,
      },
    ];
  }
  /** @type {Finding[]} */
  const findings = [];
  const list = allowed.length === 0 ? "no package of ours" : allowed.join(", ");
  const { dependencies, devDependencies, peerDependencies, optionalDependencies } = member.manifest;
  for (const name of Object.keys({
    ...dependencies,
    ...devDependencies,
    ...peerDependencies,
    ...optionalDependencies,
  })) {
    if (name.startsWith(scope) && !allowed.includes(name.slice(scope.length))) {
      findings.push({
        file: manifestFile,
        message: `${member.folder} depends on ${name} against the arrows; it may depend on ${list}`,
      });
    }
  }
  const declared = new Set(Object.keys({ ...dependencies, ...peerDependencies, ...optionalDependencies }));
  for (const file of scripts(base, `${member.dir}/src`)) {
    for (const found of importsOf(parse(base, file))) {
      const message = found.specifier.startsWith(".")
        ? relativeMistake(base, house, member, file, found)
        : packageMistake(house, member, file, found, allowed, declared);
      if (message !== undefined) findings.push({ file, line: found.line, message });
    }
  }
  return findings;
}

/**
 * What is wrong with the import of a package, if anything.
 * @param {House} house
 * @param {Member} member
 * @param {string} file
 * @param {Import} found
 * @param {readonly string[]} allowed
 * @param {ReadonlySet<string>} declared
 * @returns {string | undefined}
 */
function packageMistake(house, member, file, found, allowed, declared) {
  const { specifier } = found;
  if (isBuiltin(specifier)) {
    if (member.kind === "apps" || found.dynamic || found.typeOnly) return undefined;
    const path = file.slice(`${member.dir}/src/`.length);
    const places = house.nodeOnly[member.folder] ?? [];
    if (places.some((place) => (place.endsWith("/") ? path.startsWith(place) : path === place)))
      return undefined;
    return `imports ${specifier} statically, which a browser cannot load; write \`await import("${specifier}")\` inside the function that needs it`;
  }
  if (/^[\w-]+:/.test(specifier) || specifier.startsWith("/") || specifier.startsWith("#")) {
    return undefined;
  }
  const name = specifier
    .split("/")
    .slice(0, specifier.startsWith("@") ? 2 : 1)
    .join("/");
  if (name === member.name) return `imports its own package by name; import "./…" instead of ${specifier}`;
  if (name.startsWith(scope)) {
    if (!allowed.includes(name.slice(scope.length))) {
      const list = allowed.length === 0 ? "no package of ours" : allowed.join(", ");
      return `imports ${specifier} against the arrows; ${member.folder} may import ${list}`;
    }
    if (/\/(src|dist)(\/|$)/.test(specifier))
      return `imports ${specifier} past the public face; import ${name}`;
  }
  if (!declared.has(name) && !(found.typeOnly && declared.has(typesOf(name)))) {
    return `imports ${specifier}, but ${name} is not among the dependencies in ${member.dir}/package.json`;
  }
  return undefined;
}

/**
 * The package with the declarations for another: d3-scale has @types/d3-scale.
 * @param {string} name
 * @returns {string}
 */
function typesOf(name) {
  return `@types/${name.startsWith("@") ? name.slice(1).replace("/", "__") : name}`;
}

/**
 * What is wrong with an import of a file, if anything.
 * @param {string} base
 * @param {House} house
 * @param {Member} member
 * @param {string} file
 * @param {Import} found
 * @returns {string | undefined}
 */
function relativeMistake(base, house, member, file, found) {
  const target = resolveRelative(base, file, found.specifier);
  // A file that is not there is TypeScript's to report.
  if (target === undefined) return undefined;
  const home = `${member.dir}/src/`;
  if (!target.startsWith(`${member.dir}/`)) {
    return `imports ${found.specifier}, a file of another package; import that package by its name`;
  }
  const floors = house.floors[member.folder];
  if (member.kind !== "packages" || floors === undefined || !target.startsWith(home)) return undefined;
  const from = floorOf(file.slice(home.length));
  const to = floorOf(target.slice(home.length));
  for (const floor of [from, to]) {
    if (floor !== undefined && !floors.includes(floor)) {
      return `the folder ${floor} is no floor of ${member.folder}; put the file on one of ${floors.join(", ")} or name the floor in scripts/check/house.mjs`;
    }
  }
  const height = (/** @type {string | undefined} */ floor) =>
    floor === undefined ? floors.length : floors.indexOf(floor);
  if (height(to) <= height(from)) return undefined;
  return `${from} imports ${to ?? "a file at the top"} from above (${found.specifier}); the floors from the ground up are ${floors.join(" < ")} < files in src`;
}

/**
 * The floor of a file, by its path in src; undefined at the top.
 * @param {string} path
 * @returns {string | undefined}
 */
function floorOf(path) {
  const slash = path.indexOf("/");
  return slash < 0 ? undefined : path.slice(0, slash);
}
