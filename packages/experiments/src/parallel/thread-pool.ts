import type { Worker } from "node:worker_threads";
import { keepThread, takeThread } from "./idle-threads";
import { type RunAnswer, type RunDone, type RunRequest, receiveError } from "./messages";

/** So often a run may be lost to threads that die before it is given up. */
const TRIES = 3;

/** Threads that are kept for many runs, at most `size` at a time. */
export interface ThreadPool {
  /** Does one run on the next free thread; `label` names it in errors. */
  run(request: RunRequest, label: string): Promise<RunDone>;
  /** Gives out no run any more that was asked for after the `count` first ones. */
  stopAfter(count: number): void;
  /** Ends all threads that do something; the others may be used again. */
  close(): Promise<void>;
}

interface Ticket {
  readonly index: number;
  readonly request: RunRequest;
  readonly label: string;
  readonly resolve: (done: RunDone) => void;
  readonly reject: (error: unknown) => void;
  /** Why threads died over it. */
  readonly deaths: string[];
}

interface Thread {
  readonly worker: Worker;
  readonly module: string;
  ticket: Ticket | undefined;
  /** What the thread did not catch. */
  uncaught: unknown;
}

/**
 * The flags for a thread: those of this Node, as is usual, but a program given with --input-type has one that a thread
 * refuses. Of its flags only those go on that load modules, for a thread takes no others in a list.
 */
function flags(all: readonly string[]): { execArgv?: string[] } {
  if (!all.some((flag) => flag.startsWith("--input-type"))) return {};
  const loads = /^(--import|--loader|--experimental-loader|--require|-r|--conditions|-C)(=|$)/;
  return {
    execArgv: all.filter(
      (flag, i) => loads.test(flag) || (loads.test(all[i - 1] ?? "") && !all[i - 1]?.includes("=")),
    ),
  };
}

/** A thread in the middle of something may take a moment to end; nobody waits longer than this, in milliseconds. */
const PATIENCE = 500;

/**
 * Makes a pool; threads start when there is something to run.
 *
 * @throws Error where there are no worker threads, as in a browser.
 */
export async function openThreads(where: string, size: number): Promise<ThreadPool> {
  if (typeof process === "undefined" || process.versions?.node === undefined) {
    throw new Error(
      `${where}: received ${size} workers, but only Node has worker threads; leave workers out to run here`,
    );
  }
  const { Worker } = await import("node:worker_threads");
  // Not written as one literal, for which bundlers would look.
  const file = ["worker", "js"].join(".");
  const entry = new URL(`./${file}`, import.meta.url);
  const threads: Thread[] = [];
  const waiting: Ticket[] = [];
  let count = 0;
  let last = Number.POSITIVE_INFINITY;
  let closed = false;

  const start = (module: string): Thread => {
    const worker = takeThread(module) ?? new Worker(entry, flags(process.execArgv));
    const thread: Thread = { worker, module, ticket: undefined, uncaught: undefined };
    threads.push(thread);
    worker.on("message", (answer: RunAnswer) => {
      const { ticket } = thread;
      thread.ticket = undefined;
      if ("error" in answer) ticket?.reject(receiveError(answer.error));
      else ticket?.resolve(answer);
      next();
    });
    worker.on("error", (error) => {
      thread.uncaught = error;
    });
    worker.on("exit", (code) => {
      threads.splice(threads.indexOf(thread), 1);
      if (closed) return;
      if (thread.ticket !== undefined) lost(thread.ticket, thread.uncaught ?? `exit code ${code}`);
      next();
    });
    return thread;
  };

  const lost = (ticket: Ticket, why: unknown): void => {
    ticket.deaths.push(why instanceof Error ? why.message : String(why));
    if (ticket.deaths.length < TRIES) {
      waiting.unshift(ticket);
      return;
    }
    ticket.reject(
      new Error(
        `${where}: the worker thread died ${TRIES} times during ${ticket.label} (${[...new Set(ticket.deaths)].join("; ")}); ` +
          "look for process.exit, errors that nobody catches, and too little memory for the heap",
        { cause: why },
      ),
    );
  };

  const next = (): void => {
    while (!closed && waiting.length > 0) {
      const [{ request }] = waiting as [Ticket];
      const thread =
        threads.find((one) => one.ticket === undefined && one.uncaught === undefined) ??
        (threads.length < size ? start(request.module) : undefined);
      if (thread === undefined) return;
      const ticket = waiting.shift() as Ticket;
      if (ticket.index >= last) continue;
      thread.ticket = ticket;
      try {
        thread.worker.postMessage(ticket.request);
      } catch (error) {
        // Options or parameters that cannot travel.
        thread.ticket = undefined;
        ticket.reject(error);
      }
    }
  };

  return {
    run: (request, label) =>
      new Promise((resolve, reject) => {
        waiting.push({ index: count++, request, label, resolve, reject, deaths: [] });
        next();
      }),
    stopAfter: (first) => {
      last = Math.min(last, first);
    },
    close: async () => {
      closed = true;
      let timer: ReturnType<typeof setTimeout> | undefined;
      const enough = new Promise((resolve) => {
        timer = setTimeout(resolve, PATIENCE);
      });
      const ending = threads.map(async ({ worker, module, ticket, uncaught }) => {
        for (const event of ["message", "error", "exit"]) worker.removeAllListeners(event);
        if (ticket === undefined && uncaught === undefined) return keepThread(worker, module);
        worker.on("error", () => {});
        await worker.terminate();
      });
      await Promise.race([Promise.all(ending), enough]);
      clearTimeout(timer);
    },
  };
}
