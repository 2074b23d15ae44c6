// Makes a clone ready: checks Node, installs, builds. Does nothing when all is in place.
//   node scripts/bootstrap.mjs            everything
//   node scripts/bootstrap.mjs cli data   these packages or apps and what they need

import { explain, StepError } from "./lib/say.mjs";
import { checkNode, ensureBuilt, ensureInstalled } from "./lib/set-up.mjs";
import { members } from "./lib/workspace.mjs";

try {
  checkNode();
  const wanted = process.argv.slice(2);
  const known = members().map((member) => member.folder);
  const unknown = wanted.filter((name) => !known.includes(name));
  if (unknown.length > 0) {
    throw new StepError(`There is no package or app ${unknown.join(", ")}; there are ${known.join(", ")}.`, {
      code: 2,
    });
  }
  await ensureInstalled();
  await ensureBuilt((member) => wanted.length === 0 || wanted.includes(member.folder));
} catch (error) {
  process.exitCode = explain(error);
}
