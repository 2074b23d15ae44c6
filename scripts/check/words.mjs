// What must not stand in the repository: a machine's paths, tests that do not run, zeros that turn into defaults,
// work left for later, and files too large to read.

import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";
import { sourcesBelow } from "../lib/hash.mjs";
import { members } from "../lib/workspace.mjs";
import { house as theHouse } from "./house.mjs";
import { lineOf, parse, scripts, walk } from "./sources.mjs";

/**
 * @typedef {import("./sources.mjs").Finding} Finding
 * @typedef {import("./house.mjs").House} House
 */

/**
 * @param {string} base the root of the workspace
 * @param {House} [house]
 * @returns {Finding[]}
 */
export function checkWords(base, house = theHouse) {
  const all = members(base);
  const sources = all.flatMap((member) => scripts(base, `${member.dir}/src`));
  const tools = scripts(base, "scripts");
  const tests = [...all.map((member) => `${member.dir}/test`), "test", "scripts/test"].flatMap((dir) =>
    scripts(base, dir),
  );
  return [
    ...writtenFiles(base).flatMap((file) => machinePaths(base, file)),
    ...tests.flatMap((file) => restingTests(base, file)),
    ...[...sources, ...tools, ...tests].flatMap((file) => orNumbers(base, file)),
    ...sources.flatMap((file) => unfinished(base, file)),
    ...all.flatMap((member) => sizes(base, member.dir, house)),
  ];
}

const written = /\.([cm]?[jt]sx?|vue|json|ya?ml|md|html|css|csv|svg|sh)$|(^|\/)\.ci\/run$/;
// Written by a tool, or too dull to read.
const notRead = /(^|\/)(pnpm-lock\.yaml|CHANGELOG\.md)$|\/goldens\//;

/**
 * Every file that somebody wrote, tests included.
 * @param {string} base
 * @returns {string[]}
 */
function writtenFiles(base) {
  const files = readdirSync(base, { withFileTypes: true }).flatMap((entry) => {
    if (entry.isFile()) return [entry.name];
    const ours = !entry.name.startsWith(".") || /^\.(ci|github|changeset)$/.test(entry.name);
    return ours && entry.isDirectory() && !/^(node_modules|dist|runs)$/.test(entry.name)
      ? sourcesBelow(base, entry.name, { tests: true })
      : [];
  });
  return files.filter((file) => written.test(file) && !notRead.test(file));
}

// A home or a working folder, at the start of a path: /home/… but not example.com/home/…
const machinePath =
  /(?<![\w.:/~@-])(?:\/(?:work|home|root|Users|tmp)\/[\w.-]|[A-Za-z]:\\+Users\\+)|\.\.\/shared\b/;

/**
 * @param {string} base
 * @param {string} file
 * @returns {Finding[]}
 */
function machinePaths(base, file) {
  const lines = readFileSync(join(base, file), "utf8").split("\n");
  return lines.flatMap((text, i) => {
    const found = machinePath.exec(text);
    if (found === null) return [];
    const message = `names a path of one machine ("${text.slice(found.index, found.index + 40).trim()}"); make it relative, or ask node:os for tmpdir() or homedir()`;
    return [{ file, line: i + 1, message }];
  });
}

const runners = new Set(["test", "it", "describe", "suite", "bench"]);
const resting = new Set(["skip", "only", "todo", "skipIf", "runIf", "fails"]);
const restingCalls = new Set(["xit", "xtest", "xdescribe", "fdescribe"]);

/**
 * Tests that are skipped, alone, to do or expected to fail: `test.skip`, `describe.concurrent.only`, `xit`.
 * @param {string} base
 * @param {string} file
 * @returns {Finding[]}
 */
function restingTests(base, file) {
  /** @type {Finding[]} */
  const findings = [];
  walk(parse(base, file), (node) => {
    if (ts.isPropertyAccessExpression(node) && resting.has(node.name.text)) {
      let first = node.expression;
      while (ts.isPropertyAccessExpression(first) || ts.isCallExpression(first)) first = first.expression;
      if (!ts.isIdentifier(first) || !runners.has(first.text)) return;
      findings.push({
        file,
        line: lineOf(node),
        message: `${first.text}.${node.name.text}: every test runs; mend the test or what it tests`,
      });
    } else if (
      ts.isCallExpression(node) &&
      ts.isIdentifier(node.expression) &&
      restingCalls.has(node.expression.text)
    ) {
      findings.push({
        file,
        line: lineOf(node),
        message: `${node.expression.text}: every test runs; mend the test or what it tests`,
      });
    }
  });
  return findings;
}

/**
 * `value || 0.5`, which turns a given 0 into 0.5.
 * @param {string} base
 * @param {string} file
 * @returns {Finding[]}
 */
function orNumbers(base, file) {
  /** @type {Finding[]} */
  const findings = [];
  walk(parse(base, file), (node) => {
    if (!ts.isBinaryExpression(node)) return;
    const kind = node.operatorToken.kind;
    if (kind !== ts.SyntaxKind.BarBarToken && kind !== ts.SyntaxKind.BarBarEqualsToken) return;
    let right = node.right;
    while (ts.isParenthesizedExpression(right) || ts.isPrefixUnaryExpression(right)) {
      right = ts.isParenthesizedExpression(right) ? right.expression : right.operand;
    }
    if (!ts.isNumericLiteral(right) && !ts.isBigIntLiteral(right)) return;
    const sign = kind === ts.SyntaxKind.BarBarToken ? "||" : "||=";
    const better = kind === ts.SyntaxKind.BarBarToken ? "??" : "??=";
    findings.push({
      file,
      line: lineOf(node),
      message: `${sign} ${node.right.getText()} replaces a given 0 too; write ${better} ${node.right.getText()}`,
    });
  });
  return findings;
}

const later = /\b(TODO|FIXME|XXX|HACK)\b|\bnot (yet )?implemented\b/i;

/**
 * Comments and messages that leave work for later.
 * @param {string} base
 * @param {string} file
 * @returns {Finding[]}
 */
function unfinished(base, file) {
  const lines = readFileSync(join(base, file), "utf8").split("\n");
  return lines.flatMap((text, i) => {
    const found = later.exec(text);
    return found === null
      ? []
      : [{ file, line: i + 1, message: `"${found[0]}": finish it, or write an issue and leave it out` }];
  });
}

/**
 * Files larger than one subject needs, and members whose typical file is.
 * @param {string} base
 * @param {string} dir
 * @param {House} house
 * @returns {Finding[]}
 */
function sizes(base, dir, house) {
  const files = sourcesBelow(base, `${dir}/src`).map((file) => ({
    file,
    bytes: statSync(join(base, file)).size,
  }));
  /** @type {Finding[]} */
  const findings = files
    .filter(({ bytes }) => bytes > house.largestSource)
    .map(({ file, bytes }) => ({
      file,
      message: `has ${bytes} bytes; a source file has at most ${house.largestSource}, for one over that wants to be two`,
    }));
  const sorted = files.map(({ bytes }) => bytes).sort((a, b) => a - b);
  const median = sorted[Math.floor((sorted.length - 1) / 2)] ?? 0;
  if (median > house.medianSource) {
    findings.push({
      file: `${dir}/src`,
      message: `the median file has ${median} bytes; at most ${house.medianSource} are wanted`,
    });
  }
  return findings;
}
