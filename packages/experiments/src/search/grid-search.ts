import { checkOptions } from "../common/options";
import type { RunModule } from "../parallel/run-module";
import { plain } from "../provenance/plain";
import type { CrossValidation } from "../repeat/folds";
import { checkSpace, checkValues, combinations, type Grid, type GridParameters } from "./grid";
import type { SearchResult } from "./result";
import {
  type Build,
  type Foldable,
  runSearch,
  type SearchContext,
  type SearchOptions,
  searchOptions,
} from "./run-search";

/**
 * Tries every combination of a grid, each with the same seeds and on the same folds, and puts them in order of the mean.
 *
 * Equal means stay in the order of the grid, so write the simplest values first. A run that gives NaN or an infinity, or
 * whose training stops with a NonFiniteError, is counted in `notFinite`; a combination with such a run stands behind all
 * that have none, whatever its mean.
 *
 * @param grid For each parameter the values to try.
 * @param build Gets parameters, seed and `{ signal, fold }`; gives a number (a score, or what `mode` says) or an object of
 *   numbers, of which `monitor` names the one that decides. Or a module that exports such a function, for threads.
 * @param options `times` (default 1), `monitor`, `mode`, `crossValidation: { data, splitter }`, and those of `repeat`.
 * @throws Error that names parameters and seed when a run throws, or when no run at all was finite; the reason of `signal`
 *   when it is aborted; TypeError when nobody said what decides, after the first run.
 * @example
 * const build = ({ dropout, l2 }: { dropout: number; l2: number }, seed: number) => 1 - (dropout - 0.2) ** 2 - l2;
 * const grid = await gridSearch({ dropout: [0, 0.2, 0.4], l2: [0, 0.001] }, build, { times: 10 });
 * grid.best.parameters; // { dropout: 0.2, l2: 0 }
 */
export function gridSearch<const G extends Grid, T extends Foldable>(
  grid: G,
  build: Build<GridParameters<G>, SearchContext<T>> | RunModule,
  options: SearchOptions<T> & { readonly crossValidation: CrossValidation<T> },
): Promise<SearchResult<GridParameters<G>>>;
export function gridSearch<const G extends Grid>(
  grid: G,
  build: Build<GridParameters<G>> | RunModule,
  options?: SearchOptions & { readonly crossValidation?: undefined },
): Promise<SearchResult<GridParameters<G>>>;
export async function gridSearch(
  grid: Grid,
  build: Build<never, never> | RunModule,
  options: SearchOptions = {},
): Promise<SearchResult> {
  const where = "gridSearch";
  checkSpace(where, grid, "{ dropout: [0, 0.2], l2: [0, 0.001] }");
  for (const [name, values] of Object.entries(grid)) checkValues(where, name, values, "");
  checkOptions(where, options, searchOptions);
  return runSearch(where, combinations(grid), { grid: plain(grid) }, build, options);
}
