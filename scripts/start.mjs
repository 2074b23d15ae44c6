// `npm start`: makes the clone ready and runs the command line tool, by default on the breast cancer example.
//   npm start -- train other.csv --target y     anything else that `wellfit` can do

import { join } from "node:path";
import { run } from "./lib/run.mjs";
import { explain } from "./lib/say.mjs";
import { checkNode, ensureBuilt, ensureInstalled } from "./lib/set-up.mjs";
import { root } from "./lib/workspace.mjs";

const mainJob = ["train", join("examples", "breast_cancer.csv"), "--target", "diagnosis"];

try {
  checkNode();
  await ensureInstalled();
  await ensureBuilt((member) => member.dir === "apps/cli");
  const given = process.argv.slice(2);
  const bin = join(root, "apps", "cli", "dist", "bin.js");
  // Paths that somebody types are meant from where they stand; npm itself has moved to the root by now.
  const cwd = given.length > 0 ? (process.env.INIT_CWD ?? process.cwd()) : root;
  const { code } = await run(process.execPath, [bin, ...(given.length > 0 ? given : mainJob)], {
    cwd,
    // So that the commands it suggests can be typed as they stand.
    env: { WELLFIT_COMMAND: "npm start --" },
    show: true,
  });
  process.exitCode = code;
} catch (error) {
  process.exitCode = explain(error);
}
