import { extensionRules } from "../primitives/extension";
import type { Rule } from "../primitives/primitive";
import { windowing } from "../primitives/windows";
import { extensionMoves, extensionSimplifiers, ownNests } from "../schedule/extension";
import { windowExtreme } from "../schedule/simplify-extremes";
import { foldedProducts, plainFold, plainWindows } from "../schedule/simplify-windows";
import { foldNests, windowsMove } from "../schedule/windows";
import { winograd } from "../schedule/winograd/convolution";
import { TILE_MAP, tileMapNests } from "../schedule/winograd/tile-map";
import { extensionLoops } from "./reference/extension";
import type { Loop } from "./reference/loop";
import { windowLoops } from "./reference/windows";

/** Makes `windows` and `fold` known to both engines. A bundle whose program slides over nothing goes without them. */
export function registerWindows(): void {
  if (extensionRules.has("windows")) return;
  for (const name of ["windows", "fold"] as const) {
    extensionRules.set(name, windowing[name] as Rule<unknown>);
    extensionLoops.set(name, windowLoops[name] as Loop<unknown>);
  }
  extensionMoves.set("windows", windowsMove);
  extensionSimplifiers.set("windows", plainWindows);
  extensionSimplifiers.set("fold", (n, again) => plainFold(n, again) ?? foldedProducts(n, again));
  for (const name of ["max", "min"]) extensionSimplifiers.set(name, windowExtreme);
  extensionSimplifiers.set("contract", winograd);
  ownNests.set("fold", { make: foldNests, finishes: false });
  ownNests.set(TILE_MAP, { make: tileMapNests, finishes: true });
}
