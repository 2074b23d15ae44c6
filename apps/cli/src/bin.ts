#!/usr/bin/env node
import { exitCodes } from "./errors/exit-codes";
import { disk } from "./files/disk";
import { main } from "./main";

const controller = new AbortController();
let firstAsked: number | undefined;
const interrupt = (): void => {
  controller.abort();
  firstAsked ??= performance.now();
  // Who asks again does not want to wait. npm passes on a Ctrl-C that the terminal has sent here as well, which is
  // no second one.
  if (performance.now() - firstAsked > 1000) process.exit(exitCodes.interrupted);
};
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, interrupt);

// A reader that has seen enough, such as head, closes the pipe: no fault of anybody.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code === "EPIPE") process.exit(exitCodes.ok);
  process.stderr.write(`wellfit: expected to write to stdout: ${error.message}\n`);
  process.exit(exitCodes.mistake);
});

process.exitCode = await main(process.argv.slice(2), {
  stdout: process.stdout,
  stderr: process.stderr,
  env: process.env,
  cwd: process.cwd(),
  signal: controller.signal,
  disk,
});
