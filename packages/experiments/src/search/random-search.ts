import { type RandomStateLike, randomState } from "@wellfit/data";
import { checkOptions, wholeNumber } from "../common/options";
import type { RunModule } from "../parallel/run-module";
import { plain } from "../provenance/plain";
import type { CrossValidation } from "../repeat/folds";
import { type Distribution, draw } from "./distributions";
import { checkSpace, checkValues, combinations, type Grid } from "./grid";
import type { SearchResult } from "./result";
import {
  type Build,
  type Foldable,
  runSearch,
  type SearchContext,
  type SearchOptions,
  searchOptions,
} from "./run-search";

/** For each parameter a list of values or a distribution. */
export type Space = Readonly<Record<string, readonly unknown[] | Distribution>>;

/** One value for each parameter of a space. */
export type SpaceParameters<S extends Space> = {
  -readonly [K in keyof S]: S[K] extends readonly (infer V)[] ? V : number;
};

/** Options of {@link randomSearch}. */
export interface RandomSearchOptions<T = Foldable> extends SearchOptions<T> {
  /** How many combinations to try; default 20. */
  readonly trials?: number | undefined;
  /** The seed by which they are drawn; default 0, so the same space gives the same ones. */
  readonly randomState?: RandomStateLike;
}

const isDistribution = (value: unknown): value is Distribution =>
  typeof value === "object" && value !== null && "kind" in value && "low" in value && "high" in value;

/**
 * Tries combinations that are drawn at random, which finds what matters sooner than a grid when few of the parameters do
 * (Bergstra and Bengio, 2012). When there are lists alone, no combination is drawn twice, and at most all are tried.
 *
 * Results, ties and runs that are not finite are as with {@link gridSearch}; the order is that in which they were drawn.
 *
 * @param space For each parameter a list, or `uniform`, `logUniform` or `integers`.
 * @param build As that of `gridSearch`.
 * @param options `trials` (default 20), `randomState` (default 0), and those of `gridSearch`.
 * @throws As `gridSearch` does.
 * @example
 * const build = ({ rate, units }: { rate: number; units: number }, seed: number) => units - Math.abs(Math.log10(rate) + 2);
 * const found = await randomSearch({ rate: logUniform(1e-4, 1), units: [8, 16] }, build, { trials: 30 });
 * found.best.parameters.units; // 16
 */
export function randomSearch<const S extends Space, T extends Foldable>(
  space: S,
  build: Build<SpaceParameters<S>, SearchContext<T>> | RunModule,
  options: RandomSearchOptions<T> & { readonly crossValidation: CrossValidation<T> },
): Promise<SearchResult<SpaceParameters<S>>>;
export function randomSearch<const S extends Space>(
  space: S,
  build: Build<SpaceParameters<S>> | RunModule,
  options?: RandomSearchOptions & { readonly crossValidation?: undefined },
): Promise<SearchResult<SpaceParameters<S>>>;
export async function randomSearch(
  space: Space,
  build: Build<never, never> | RunModule,
  options: RandomSearchOptions = {},
): Promise<SearchResult> {
  const where = "randomSearch";
  checkSpace(where, space, "{ dropout: [0, 0.2], l2: logUniform(1e-5, 1e-2) }");
  for (const [name, values] of Object.entries(space)) {
    if (!isDistribution(values)) {
      checkValues(where, name, values, ", or uniform, logUniform or integers of two numbers");
    }
  }
  checkOptions(where, options, [...searchOptions, "trials", "randomState"]);
  const { trials: given, randomState: seed = 0, ...rest } = options;
  const trials = wholeNumber(where, "trials", given ?? 20, 1);
  const random = randomState(seed);
  const from = { space: plain(space), trials, randomState: plain(seed) };
  return runSearch(where, candidates(space, trials, random), from, build, rest);
}

function candidates(
  space: Space,
  trials: number,
  random: ReturnType<typeof randomState>,
): Record<string, unknown>[] {
  const lists = Object.values(space).filter((values) => !isDistribution(values)) as (readonly unknown[])[];
  const size = lists.reduce((product, { length }) => product * length, 1);
  const drawn = (): Record<string, unknown> =>
    Object.fromEntries(
      Object.entries(space).map(([name, values]) => [
        name,
        isDistribution(values) ? draw(values, random) : values[random.randint(0, values.length)],
      ]),
    );
  if (lists.length < Object.keys(space).length) return Array.from({ length: trials }, drawn);
  if (size <= 100_000) {
    const order = random.permutation(size).slice(0, trials);
    const all = combinations(space as Grid);
    return Array.from(order, (i) => all[i] as Record<string, unknown>);
  }
  // Too many to write down. Values may be anything, so that a combination is known by its places.
  const names = Object.keys(space);
  const found = new Map<string, Record<string, unknown>>();
  while (found.size < Math.min(trials, size)) {
    const places = lists.map(({ length }) => random.randint(0, length));
    const parameters = names.map((name, i) => [name, lists[i]?.[places[i] as number]] as const);
    found.set(places.join(), Object.fromEntries(parameters));
  }
  return [...found.values()];
}
