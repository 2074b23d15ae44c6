// What the checks share: files, their syntax trees, their imports, and what a check finds.

import { existsSync, readFileSync, statSync } from "node:fs";
import { join, posix, relative, sep } from "node:path";
import ts from "typescript";
import { sourcesBelow } from "../lib/hash.mjs";

/**
 * @typedef {{ file: string, line?: number | undefined, message: string }} Finding
 * @typedef {{ specifier: string, line: number, typeOnly: boolean, dynamic: boolean }} Import
 */

/**
 * The TypeScript and JavaScript files below a folder, relative to the root with forward slashes.
 * @param {string} base
 * @param {string} dir
 * @returns {string[]}
 */
export function scripts(base, dir) {
  return sourcesBelow(base, dir).filter((file) => /\.[cm]?[jt]sx?$/.test(file));
}

/**
 * @param {string} base
 * @param {string} file
 * @returns {ts.SourceFile}
 */
export function parse(base, file) {
  return ts.createSourceFile(file, readFileSync(join(base, file), "utf8"), ts.ScriptTarget.Latest, true);
}

/**
 * @param {ts.Node} node
 * @returns {number} counted from 1
 */
export function lineOf(node) {
  const source = node.getSourceFile();
  return source.getLineAndCharacterOfPosition(node.getStart(source)).line + 1;
}

/**
 * Calls `see` for a node and all below it.
 * @param {ts.Node} node
 * @param {(node: ts.Node) => void} see
 */
export function walk(node, see) {
  see(node);
  ts.forEachChild(node, (child) => walk(child, see));
}

/**
 * Everything a file imports: static, re-exported, dynamic and type imports.
 * @param {ts.SourceFile} source
 * @returns {Import[]}
 */
export function importsOf(source) {
  /** @type {Import[]} */
  const found = [];
  /** @param {ts.Node} name @param {boolean} typeOnly @param {boolean} dynamic */
  const add = (name, typeOnly, dynamic) => {
    if (ts.isStringLiteralLike(name))
      found.push({ specifier: name.text, line: lineOf(name), typeOnly, dynamic });
  };
  walk(source, (node) => {
    if (ts.isImportDeclaration(node)) {
      add(node.moduleSpecifier, node.importClause?.phaseModifier === ts.SyntaxKind.TypeKeyword, false);
    } else if (ts.isExportDeclaration(node) && node.moduleSpecifier !== undefined) {
      add(node.moduleSpecifier, node.isTypeOnly, false);
    } else if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)) {
      add(node.argument.literal, true, false);
    } else if (ts.isImportEqualsDeclaration(node) && ts.isExternalModuleReference(node.moduleReference)) {
      add(node.moduleReference.expression, node.isTypeOnly, false);
    } else if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) {
      const name = node.arguments[0];
      if (name !== undefined) add(name, false, true);
    }
  });
  return found;
}

const endings = ["", ".ts", ".tsx", ".mts", ".js", ".mjs", "/index.ts", "/index.tsx", "/index.js"];

/**
 * The file that a relative import means, relative to the root; undefined when there is none.
 * @param {string} base
 * @param {string} from the importing file, relative to the root
 * @param {string} specifier
 * @returns {string | undefined}
 */
export function resolveRelative(base, from, specifier) {
  const path = posix.join(posix.dirname(from), specifier.replace(/\?.*$/, ""));
  // "./x.js" may be written for x.ts.
  const stems = [path, path.replace(/\.([cm]?)js$/, ".$1ts")];
  for (const stem of stems) {
    for (const ending of endings) {
      const file = stem + ending;
      if (existsSync(join(base, file)) && statSync(join(base, file)).isFile()) return file;
    }
  }
  return undefined;
}

/**
 * A path of this machine as one relative to the root with forward slashes.
 * @param {string} base
 * @param {string} path
 * @returns {string}
 */
export function below(base, path) {
  return relative(base, path).split(sep).join("/");
}
