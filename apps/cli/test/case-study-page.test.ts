// The page of the site on this command shows what comes out.

import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { everything, folder, wellfit } from "./run-cli";

const page = readFileSync(new URL("../../docs/pages/guide/case-study-command.md", import.meta.url), "utf8");
const blocks = [...page.matchAll(/^```(\w+)\n([\s\S]*?)^```$/gm)].map(([, kind = "", text = ""]) => ({
  kind,
  text,
}));

/** Each command with what the page shows of its output. */
const shown = blocks.flatMap(({ kind, text }, i) => {
  const next = blocks[i + 1];
  return kind === "sh" && next !== undefined
    ? [{ command: text.trim(), kind: next.kind, output: next.text }]
    : [];
});

const withoutVersion = (text: string): string => text.replace(/wellfit \d+\.\d+\.\d+/g, "wellfit *");

test("the page has a command for each way to ask", () => {
  expect(shown).toHaveLength(5);
  for (const option of [
    "--list",
    "--repeats",
    "--json",
    "--report",
    "--workers",
    "--fma",
    "--all",
    "--first-seed",
  ]) {
    expect(page).toContain(option);
  }
});

describe("the page shows what comes out of", () => {
  test.each(shown.map((one) => [one.command, one] as const))("%s", async (command, { kind, output }) => {
    const cwd = folder();
    const [name, ...args] = command.split(" ");
    expect(name).toBe("wellfit");
    // Threads need what was built; the numbers are the same.
    const { code, out } = await wellfit({ cwd }, ...args, "--workers", "1");
    expect(code).toBe(0);
    if (kind === "json") {
      expect(JSON.parse(out)).toMatchObject(JSON.parse(output));
      return;
    }
    // What stands between two lines of dots follows each other.
    let rest = withoutVersion(out);
    for (const part of withoutVersion(output).split("…\n")) {
      const at = rest.indexOf(part);
      expect(at, `${part}\nis not in\n${rest}`).toBeGreaterThanOrEqual(0);
      rest = rest.slice(at + part.length);
    }
    const file = /--report (\S+)/.exec(command)?.[1];
    expect(everything(cwd)).toEqual(file === undefined ? [] : [file]);
  });
});
