import type { CaseSpec } from "../spec";
import { type Outcome, runCase } from "./run-case";
import { gradientEpochs } from "./watch-gradients";

/** Runs the seeds of a case and gives their outcomes in the order of the seeds; `onRun` is called after each run. */
export type RunSeeds = (
  spec: CaseSpec,
  seeds: readonly number[],
  onRun: () => void,
) => Promise<readonly Outcome[]>;

/** Runs one seed after another in this thread. */
export function seedsInTurn(signal?: AbortSignal): RunSeeds {
  return async (spec, seeds, onRun) => {
    const outcomes: Outcome[] = [];
    for (const seed of seeds) {
      signal?.throwIfAborted();
      outcomes.push(await runCase(spec, seed, { signal }));
      onRun();
    }
    return outcomes;
  };
}

/** What decides the numbers of a run; names and what is watched along the way do not. */
const keyOf = ({ data, network, epochs, batchSize, stop }: CaseSpec): string =>
  JSON.stringify({ data, network, epochs, batchSize: batchSize ?? 32, stop });

/** One case that watches all that any of these watches. */
function watchingAll(specs: readonly CaseSpec[]): CaseSpec {
  const first = specs[0] as CaseSpec;
  const epochs = [...new Set(specs.flatMap(gradientEpochs))].sort((a, b) => a - b);
  return {
    ...first,
    ...(specs.some((spec) => spec.curves) ? { curves: true } : {}),
    ...(epochs.length > 0 ? { gradientsAt: epochs } : {}),
  };
}

/** The outcome with no more than the case asks for. */
function asAsked({ curves, gradientNorms, ...rest }: Outcome, spec: CaseSpec): Outcome {
  return {
    ...rest,
    ...(spec.curves && curves !== undefined ? { curves } : {}),
    ...(spec.gradientsAt === undefined || gradientNorms === undefined
      ? {}
      : {
          gradientNorms: Object.fromEntries(
            gradientEpochs(spec).flatMap((epoch) => {
              const norms = gradientNorms[epoch];
              return norms === undefined ? [] : [[epoch, norms]];
            }),
          ),
        }),
  };
}

/**
 * Runs configurations that several studies share once only: a plain network stands in many of them for comparison.
 *
 * @param specs All cases that will be run, so that one run can watch what any of them wants to see.
 * @param run What runs those that are new.
 * @example
 * const { study } = findStudy("dropout");
 * const specs = [...study.cases, ...study.extensions.flatMap(({ cases }) => cases)];
 * const runSeeds = shareRuns(specs, seedsInTurn());
 * await runStudy(study, undefined, { repeats: 1, runSeeds });
 * await runStudy(study, study.extensions[2], { repeats: 1, runSeeds }); // the same two cases: at once
 */
export function shareRuns(specs: readonly CaseSpec[], run: RunSeeds): RunSeeds {
  const alike = new Map<string, CaseSpec[]>();
  for (const spec of specs) {
    const key = keyOf(spec);
    alike.set(key, [...(alike.get(key) ?? []), spec]);
  }
  const known = new Map<string, readonly Outcome[]>();
  return async (spec, seeds, onRun) => {
    const key = keyOf(spec);
    const place = `${key} ${seeds.join(",")}`;
    const found = known.get(place);
    if (found !== undefined) {
      for (const _ of found) onRun();
      return found.map((outcome) => asAsked(outcome, spec));
    }
    const outcomes = await run(watchingAll(alike.get(key) ?? [spec]), seeds, onRun);
    known.set(place, outcomes);
    return outcomes.map((outcome) => asAsked(outcome, spec));
  };
}
