import type { RecipeData } from "./settings";

/** Throws unless there are rows with targets. */
export function checkData(name: string, data: RecipeData): void {
  const { x, y } = data ?? {};
  const rows = [x?.shape?.[0], y?.shape?.[0]];
  if (rows[0] !== undefined && rows[0] === rows[1] && rows[0] > 0 && y.data.length === rows[0]) return;
  throw new TypeError(
    `recipe: received ${name} with ${rows[0] ?? "no"} rows in x and ${rows[1] ?? "no"} in y of shape [${y?.shape?.join(", ") ?? ""}], ` +
      "expected { x, y } with the same number of rows and one target each",
  );
}

const joined = (a: RecipeData["x"], b: RecipeData["x"]): RecipeData["x"] => ({
  data: Float64Array.from([...Array.from(a.data), ...Array.from(b.data)]),
  shape: [(a.shape[0] ?? 0) + (b.shape[0] ?? 0), ...a.shape.slice(1)],
});

/**
 * The rows of both.
 *
 * @throws TypeError when they do not have the same features.
 */
export function addRows(data: RecipeData, more: RecipeData): RecipeData {
  if (data.x.shape.slice(1).join() !== more.x.shape.slice(1).join()) {
    throw new TypeError(
      `recipe: moreData gave inputs of shape [${more.x.shape.join(", ")}], expected [rows, ${data.x.shape.slice(1).join(", ")}]`,
    );
  }
  return { x: joined(data.x, more.x), y: joined(data.y, more.y) };
}
