// `npm run pnpm -- add zod --filter @wellfit/data`: the pinned pnpm, for people who have none.

import { runPnpm } from "./lib/run.mjs";
import { explain } from "./lib/say.mjs";

try {
  const { code } = await runPnpm(process.argv.slice(2), {
    cwd: process.env.INIT_CWD ?? process.cwd(),
    show: true,
  });
  process.exitCode = code;
} catch (error) {
  process.exitCode = explain(error);
}
