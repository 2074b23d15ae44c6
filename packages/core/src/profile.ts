import { currentEngine } from "./engines/current";
import { evaluate } from "./engines/evaluate";
import { interpreterStages } from "./engines/reference/stages";
import { type StageTime, timeStages } from "./engines/time-stages";
import { type Ceiling, machineCeiling } from "./engines/wasm/ceiling";
import { probe } from "./engines/wasm/probe";
import type { DataArray } from "./graph/dtype";
import { flattenTree } from "./graph/pytree";
import { jit } from "./jit";
import { isTensor, type Tensor } from "./ops/tensor";
import { compiled } from "./print";
import { type ChromeTrace, chromeTrace, type ProfileEntry, profileTable } from "./profile-report";
import type { Kernel } from "./schedule/ir";
import { type Work, workOf } from "./schedule/work";

/** Options of {@link profile}. */
export interface ProfileOptions {
  /** How many rounds are timed; times are medians over them. Default 20. */
  readonly runs?: number;
}

/** What {@link profile} gives. */
export interface Profile {
  /** In the order in which they run. */
  readonly kernels: readonly ProfileEntry[];
  /** One run of the program with all its kernels, timed as one call. */
  readonly total: ProfileEntry;
  /** A table for people. */
  toString(): string;
  /** Events for chrome://tracing and ui.perfetto.dev, to be written to a file with `JSON.stringify`. */
  toChromeTrace(): ChromeTrace;
}

/**
 * Runs the kernels of a tensor, or of a function at these arguments, one by one, and tells for each the time, what it
 * computes and moves, and how near to the ceiling of this machine that is. The ceiling is measured at the first call:
 * multiplications and additions in registers, and copies of as many bytes.
 *
 * Each kernel is timed over several calls in a row, so it finds its numbers in the caches more often than in the
 * program; `total` is the program as it really runs. What variables hold is the same afterwards as before.
 *
 * @param what - A tensor, a function of tensors, or what `jit` made of one.
 * @param args - The function's arguments.
 * @throws RangeError when `runs` is not a positive integer; whatever `jit` throws.
 * @example
 * const a = tensor([[1, 2], [3, 4]]);
 * const report = profile((x: Tensor) => x.matmul(x).relu(), [a], { runs: 5 });
 * report.kernels[0]?.name; // "matmul+relu"
 */
export function profile<A extends readonly unknown[]>(
  what: Tensor | ((...args: A) => unknown),
  args?: Readonly<A>,
  options: ProfileOptions = {},
): Profile {
  const runs = options.runs ?? 20;
  if (!Number.isInteger(runs) || runs < 1) {
    throw new RangeError(`profile: received runs ${runs}, expected how many rounds to time, 1 or more`);
  }
  if (args !== undefined && !Array.isArray(args)) {
    throw new TypeError(
      `profile: received ${isTensor(args) ? "a tensor" : typeof args} as second argument, expected the function's ` +
        "arguments in an array, as in profile(f, [x, y])",
    );
  }
  const given = (args ?? []) as unknown as A;
  const program = isTensor(what) ? jit(() => what).program() : compiled(what).program(...given);
  const leaves: Tensor[] = [];
  flattenTree(given, isTensor, leaves);
  evaluate(leaves);
  const inputs = leaves.map((leaf) => leaf.value as DataArray);

  const updated = program.updates.map(({ state }) => program.states[state]!);
  const before = updated.map((cell) => cell.read());
  const restore = (): void => {
    updated.forEach((cell, i) => void cell.write(before[i] as DataArray));
  };
  const executable = currentEngine().compile(program, true);
  const { plan } = executable;
  let kernels: readonly Kernel[] = [];
  let times: StageTime[] = [];
  if (plan) {
    kernels = plan.schedule.kernels;
    executable.run(inputs, program.states, (run) => {
      const stages = kernels.map((_, k) => () => run(k));
      times = timeStages([...stages, () => run()], restore, runs);
    });
  } else {
    const stages = interpreterStages(program, inputs, program.states);
    kernels = stages.map(({ kernel }) => kernel);
    const whole = (): void => void executable.run(inputs, program.states);
    times = timeStages([...stages.map(({ run }) => run), whole], restore, runs);
  }
  const { simd, compile, relaxedSimd } = probe();
  const ceiling = simd && compile ? machineCeiling(plan?.fma ?? relaxedSimd) : undefined;
  return new Report(program.name, kernels, times, ceiling);
}

class Report implements Profile {
  readonly kernels: readonly ProfileEntry[];
  readonly total: ProfileEntry;

  constructor(
    name: string,
    kernels: readonly Kernel[],
    times: readonly StageTime[],
    ceiling: Ceiling | undefined,
  ) {
    const works = kernels.map(workOf);
    const sum = times.slice(0, kernels.length).reduce((ms, time) => ms + time.ms, 0);
    const least = works.map((work) => leastTime(work, ceiling));
    this.kernels = kernels.map((kernel, k) => {
      const time = times[k] as StageTime;
      return entry(kernel.name, time, time.ms / sum, works[k] as Work, least[k]);
    });
    // The program cannot be faster than its kernels are, one after the other.
    const all = {
      flops: works.reduce((n, work) => n + work.flops, 0),
      bytes: works.reduce((n, work) => n + work.bytes, 0),
    };
    const together = ceiling && {
      compute: least.reduce((ms, one) => ms + (one && one.compute >= one.memory ? one.compute : 0), 0),
      memory: least.reduce((ms, one) => ms + (one && one.compute < one.memory ? one.memory : 0), 0),
    };
    this.total = entry(name, times[kernels.length] as StageTime, 1, all, together, true);
  }

  toString(): string {
    return profileTable(this);
  }

  toChromeTrace(): ChromeTrace {
    return chromeTrace(this);
  }
}

/** Milliseconds. */
interface Least {
  readonly compute: number;
  readonly memory: number;
}

function leastTime({ flops, bytes, wide }: Work, ceiling: Ceiling | undefined): Least | undefined {
  if (!ceiling) return undefined;
  const { gflops, copies } = ceiling;
  // What fits into a cache is moved faster than what does not.
  const copy = copies.find((c) => c.bytes >= bytes) ?? copies[copies.length - 1]!;
  return { compute: flops / gflops[wide ? "float64" : "float32"] / 1e6, memory: bytes / copy.gbps / 1e6 };
}

function entry(
  name: string,
  { ms, calls }: StageTime,
  share: number,
  { flops, bytes }: Pick<Work, "flops" | "bytes">,
  least: Least | undefined,
  added: boolean = false,
): ProfileEntry {
  const together = least && (added ? least.compute + least.memory : Math.max(least.compute, least.memory));
  return {
    name,
    calls,
    ms,
    share,
    flops,
    bytes,
    gflops: flops / ms / 1e6,
    gbps: bytes / ms / 1e6,
    ceilingShare: together === undefined ? undefined : together / ms,
    bound: least && (least.compute >= least.memory ? "compute" : "memory"),
  };
}
