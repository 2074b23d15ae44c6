// Everything that a package gives away has a documentation comment: every export of every entry, and every
// public member of an exported class, interface or object type. TypeScript's checker decides what is reachable.

import { existsSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";
import { members } from "../lib/workspace.mjs";
import { below, lineOf } from "./sources.mjs";

/** @typedef {import("./sources.mjs").Finding} Finding */

/**
 * @param {string} base the root of the workspace
 * @returns {Finding[]}
 */
export function checkComments(base) {
  const entries = members(base)
    .filter((member) => member.kind === "packages")
    .flatMap((member) => entrySources(base, member).map((file) => ({ member, file })));
  /** @type {Finding[]} */
  const findings = entries
    .filter(({ file }) => !existsSync(join(base, file)))
    .map(({ member, file }) => ({
      file,
      message: `${member.dir}/package.json exports it, but it is not there`,
    }));
  const present = entries.filter(({ file }) => existsSync(join(base, file)));
  const program = ts.createProgram(
    present.map(({ file }) => join(base, file)),
    compilerOptions(base),
  );
  const checker = program.getTypeChecker();
  const inspector = new Inspector(base, checker, findings);
  for (const { member, file } of present) {
    const source = program.getSourceFile(join(base, file));
    const module = source === undefined ? undefined : checker.getSymbolAtLocation(source);
    if (module === undefined) {
      findings.push({ file, message: `exports nothing, but is an entry of ${member.name}` });
    } else {
      inspector.module(module, member.name, file);
    }
  }
  return findings;
}

/**
 * The sources of a package's entries: ./dist/check.js is made from src/check.ts, or else from src/check/index.ts.
 * @param {string} base
 * @param {import("../lib/workspace.mjs").Member} member
 * @returns {string[]}
 */
function entrySources(base, { dir, manifest }) {
  /** @type {Set<string>} */
  const files = new Set();
  /** @param {unknown} value */
  const collect = (value) => {
    if (typeof value === "string") {
      const built = /^\.\/dist\/(.+)\.[cm]?js$/.exec(value);
      if (built === null) return;
      const file = `${dir}/src/${built[1]}.ts`;
      const index = `${dir}/src/${built[1]}/index.ts`;
      files.add(!existsSync(join(base, file)) && existsSync(join(base, index)) ? index : file);
    } else if (typeof value === "object" && value !== null) {
      for (const part of Object.values(value)) collect(part);
    }
  };
  collect(manifest.exports ?? {});
  return [...files];
}

/**
 * The options of the repository, so that packages find each other's sources.
 * @param {string} base
 * @returns {ts.CompilerOptions}
 */
function compilerOptions(base) {
  const file = join(base, "tsconfig.json");
  if (!existsSync(file)) {
    return {
      module: ts.ModuleKind.ESNext,
      moduleResolution: ts.ModuleResolutionKind.Bundler,
      strict: true,
      types: [],
    };
  }
  const { config } = ts.readConfigFile(file, ts.sys.readFile);
  return ts.parseJsonConfigFileContent({ ...config, files: [], include: [] }, ts.sys, base).options;
}

/** Walks what modules export, each thing once. */
class Inspector {
  /** @type {Set<ts.Symbol>} */
  #seen = new Set();

  /**
   * @param {string} base
   * @param {ts.TypeChecker} checker
   * @param {Finding[]} findings
   */
  constructor(base, checker, findings) {
    this.base = base;
    this.checker = checker;
    this.findings = findings;
  }

  /**
   * @param {ts.Symbol} symbol of a module
   * @param {string} name what users call it
   * @param {string} file
   */
  module(symbol, name, file) {
    if (this.#seen.has(symbol)) return;
    this.#seen.add(symbol);
    for (const exported of this.checker.getExportsOfModule(symbol)) {
      const target =
        exported.flags & ts.SymbolFlags.Alias ? this.checker.getAliasedSymbol(exported) : exported;
      const path = `${name}: ${exported.name}`;
      if (target.flags & ts.SymbolFlags.ValueModule) this.module(target, path, file);
      else if (target.declarations === undefined) this.#report(exported, file, `${path} cannot be resolved`);
      else this.#export(target, path, file);
    }
  }

  /**
   * @param {ts.Symbol} symbol
   * @param {string} path
   * @param {string} file
   */
  #export(symbol, path, file) {
    if (this.#seen.has(symbol)) return;
    this.#seen.add(symbol);
    // What another project declares, it documents.
    if (symbol.declarations?.every((at) => at.getSourceFile().fileName.includes("/node_modules/"))) return;
    if (!this.#documented(symbol))
      this.#report(symbol, file, `${path} is public and has no documentation comment`);
    for (const member of this.#membersOf(symbol)) {
      if (!this.#documented(member)) {
        this.#report(member, file, `${path}.${member.name} is public and has no documentation comment`);
      }
    }
  }

  /**
   * The public members that a class, an interface or an object type declares itself.
   * @param {ts.Symbol} symbol
   * @returns {ts.Symbol[]}
   */
  #membersOf(symbol) {
    /** @type {ts.Symbol[]} */
    const found = [];
    for (const declaration of symbol.declarations ?? []) {
      const holder = ts.isTypeAliasDeclaration(declaration) ? declaration.type : declaration;
      if (!ts.isClassLike(holder) && !ts.isInterfaceDeclaration(holder) && !ts.isTypeLiteralNode(holder))
        continue;
      for (const member of holder.members) {
        const name = member.name;
        if (name === undefined || ts.isPrivateIdentifier(name)) continue;
        const hidden = ts.ModifierFlags.Private | ts.ModifierFlags.Protected;
        if (ts.getCombinedModifierFlags(member) & hidden) continue;
        const at = this.checker.getSymbolAtLocation(name);
        if (at !== undefined && !found.includes(at)) found.push(at);
      }
    }
    return found;
  }

  /**
   * Whether a symbol, or what it overrides, has a comment that says something.
   * @param {ts.Symbol} symbol
   * @returns {boolean}
   */
  #documented(symbol) {
    return ts.displayPartsToString(symbol.getDocumentationComment(this.checker)).trim() !== "";
  }

  /**
   * @param {ts.Symbol} symbol
   * @param {string} file where it is exported, should it have no declaration
   * @param {string} message
   */
  #report(symbol, file, message) {
    const at = symbol.declarations?.[0];
    if (at === undefined) this.findings.push({ file, message });
    else
      this.findings.push({ file: below(this.base, at.getSourceFile().fileName), line: lineOf(at), message });
  }
}
