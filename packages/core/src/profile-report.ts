/** What a kernel, or a whole program, does in how much time. */
export interface ProfileEntry {
  /** As `printKernels` calls it; on the reference engine the operation of one node. */
  readonly name: string;
  /** How many calls were timed. */
  readonly calls: number;
  /** The time of one call in milliseconds, the median over the rounds. */
  readonly ms: number;
  /** The part of the time that all kernels take together, from 0 to 1. */
  readonly share: number;
  /**
   * Floating-point operations of one call: two for each product that is summed, and for other operations what an element
   * costs in simple vector instructions (1 for an addition, 12 for exp).
   */
  readonly flops: number;
  /** Bytes that one call reads and writes, each place counted once. */
  readonly bytes: number;
  /** 10^9 operations a second. */
  readonly gflops: number;
  /** 10^9 bytes a second. */
  readonly gbps: number;
  /**
   * The least time in which this machine could do it, computing or moving bytes, whichever takes longer, over the time
   * that it took. `undefined` where WebAssembly cannot be compiled, for then the ceiling is not known.
   */
  readonly ceilingShare: number | undefined;
  /** What the least time is spent with: computing, or moving bytes. */
  readonly bound: "compute" | "memory" | undefined;
}

/** Events as chrome://tracing and Perfetto read them; times are in microseconds. */
export interface ChromeTrace {
  /** One event for the program, one for each kernel, and the names of the process and the thread. */
  readonly traceEvents: readonly ChromeEvent[];
  /** How times are shown. */
  readonly displayTimeUnit: "ns";
}

/** One event of a {@link ChromeTrace}. */
export interface ChromeEvent {
  /** Shown on the bar. */
  readonly name: string;
  /** `"X"` for something that lasts, `"M"` for a name. */
  readonly ph: "X" | "M";
  /** The process. */
  readonly pid: number;
  /** The thread. */
  readonly tid: number;
  /** When it begins, in microseconds. */
  readonly ts?: number;
  /** How long it lasts, in microseconds. */
  readonly dur?: number;
  /** Shown when it is selected. */
  readonly args: Readonly<Record<string, unknown>>;
}

/** What there is to report. */
interface Entries {
  readonly kernels: readonly ProfileEntry[];
  readonly total: ProfileEntry;
}

/** A column of the table: its head, and what stands in it. */
type Column = readonly [head: string, show: (entry: ProfileEntry, place: string) => string];

const COLUMNS: readonly Column[] = [
  ["kernel", ({ name }, place) => (place ? `${place} ${name}` : name)],
  ["µs", ({ ms }) => digits(ms * 1000)],
  ["share", ({ share }) => percent(share)],
  ["MFLOP", ({ flops }) => digits(flops / 1e6)],
  ["kB", ({ bytes }) => digits(bytes / 1000)],
  ["GFLOP/s", ({ gflops }) => digits(gflops)],
  ["GB/s", ({ gbps }) => digits(gbps)],
  ["of ceiling", ({ ceilingShare }) => (ceilingShare === undefined ? "-" : percent(ceilingShare))],
  ["bound by", ({ bound }) => bound ?? "-"],
];

/** A profile as a table for people: one line a kernel, in order, and one for the program. */
export function profileTable({ kernels, total }: Entries): string {
  const cells = [
    COLUMNS.map(([head]) => head),
    ...kernels.map((kernel, k) => COLUMNS.map(([, show]) => show(kernel, String(k)))),
    COLUMNS.map(([, show]) => show(total, "")),
  ];
  const widths = COLUMNS.map((_, c) => Math.max(...cells.map((row) => (row[c] as string).length)));
  const lines = cells.map((row) =>
    row
      .map((text, c) => (c === 0 ? text.padEnd(widths[c] as number) : text.padStart(widths[c] as number)))
      .join("  "),
  );
  const rule = "-".repeat((lines[0] as string).length);
  return [lines[0], rule, ...lines.slice(1, -1), rule, lines[lines.length - 1]].join("\n");
}

/** A profile as a trace: the kernels one after the other below the bar of the program. */
export function chromeTrace({ kernels, total }: Entries): ChromeTrace {
  const place = { pid: 1, tid: 1 };
  const last = (name: string, ts: number, ms: number, entry: ProfileEntry): ChromeEvent => {
    const { flops, bytes, gflops, gbps, ceilingShare, bound, calls } = entry;
    const args = { flops, bytes, gflops, gbps, ceilingShare, bound, calls };
    return { name, ph: "X", ...place, ts, dur: ms * 1000, args };
  };
  const events: ChromeEvent[] = [];
  let ms = 0;
  for (const kernel of kernels) {
    events.push(last(kernel.name, ms * 1000, kernel.ms, kernel));
    ms += kernel.ms;
  }
  return {
    traceEvents: [
      { name: "process_name", ph: "M", ...place, args: { name: "@wellfit/core" } },
      { name: "thread_name", ph: "M", ...place, args: { name: "kernels" } },
      // A bar must hold what stands below it, and kernels alone may take longer or shorter than the program.
      last(total.name, 0, ms, total),
      ...events,
    ],
    displayTimeUnit: "ns",
  };
}

/** Three digits, without an exponent where one can do without. */
function digits(x: number): string {
  if (x === 0) return "0";
  if (x >= 1000) return Math.round(x).toLocaleString("en-US").replaceAll(",", " ");
  return x < 0.01 ? x.toExponential(1) : x.toPrecision(3);
}

function percent(x: number): string {
  return `${(100 * x).toFixed(1)} %`;
}
