/** What a run is told besides its own arguments. */
export interface RunContext {
  /** Aborted when the whole is; pass it on to `fit`. On a worker thread it never is: the thread is ended. */
  readonly signal: AbortSignal;
  /** The `options` of the {@link RunModule}; undefined for a function. */
  readonly options?: unknown;
}

/**
 * A function that a module exports, named so that it can run on worker threads: a closure cannot travel to one. It gets
 * the arguments that a function in its place would get, and `options` in the context, its last argument.
 *
 * Every thread imports the module anew, so what was set elsewhere, such as the engine, is not set there.
 *
 * @example
 * const run: RunModule = { module: new URL("./run.mjs", import.meta.url), export: "run", options: { units: 8 } };
 * // run.mjs: export async function run(seed, { signal, options }) { ... return accuracy; }
 */
export interface RunModule {
  /** Its address: `new URL("./run.mjs", import.meta.url)`, or the same as a string. */
  readonly module: URL | string;
  /** The name of the export; default "default". */
  readonly export?: string | undefined;
  /** Plain data that the function gets as `options` in its last argument. */
  readonly options?: unknown;
}

/** Any function that does one run; its last argument is a {@link RunContext}. */
// biome-ignore lint/suspicious/noExplicitAny: what the arguments are, the callers' types say.
export type AnyRun = (...args: any[]) => unknown;

/** Whether what was given is a module and no function. */
export const isRunModule = (run: AnyRun | RunModule): run is RunModule => typeof run !== "function";

/**
 * Throws unless `run` is a function or a sound {@link RunModule}.
 *
 * @throws TypeError that says how to name the module.
 */
export function checkRun(where: string, name: string, run: unknown): asserts run is AnyRun | RunModule {
  if (typeof run === "function") return;
  const example = '{ module: new URL("./run.mjs", import.meta.url), export: "run" }';
  if (typeof run !== "object" || run === null || !("module" in run)) {
    throw new TypeError(
      `${where}: received ${String(run)} as ${name}, expected a function, or a module such as ${example}`,
    );
  }
  for (const key of Object.keys(run)) {
    if (key === "module" || key === "export" || key === "options") continue;
    throw new TypeError(
      `${where}: received the unknown ${JSON.stringify(key)} in ${name}, expected module, export and options`,
    );
  }
  const { module, export: exported } = run as { module: unknown; export?: unknown };
  if (!(module instanceof URL) && !(typeof module === "string" && URL.canParse(module))) {
    throw new TypeError(
      `${where}: received the module ${String(module)}, expected an address, for a thread does not know from where a path counts: ${example}`,
    );
  }
  if (exported !== undefined && typeof exported !== "string") {
    throw new TypeError(`${where}: received export ${String(exported)}, expected the name of an export`);
  }
}

/** Imports the function of a {@link RunModule}. */
export async function importRun(url: string, name: string): Promise<AnyRun> {
  const module = (await import(/* @vite-ignore */ /* webpackIgnore: true */ url)) as Record<string, unknown>;
  const found = module[name];
  if (typeof found === "function") return found as AnyRun;
  const functions = Object.keys(module).filter((key) => typeof module[key] === "function");
  throw new TypeError(
    `received the export ${JSON.stringify(name)} of ${url}, which is ${typeof found}, expected a function` +
      (functions.length === 0 ? "; it exports none" : `, of which there are ${functions.join(", ")}`),
  );
}
