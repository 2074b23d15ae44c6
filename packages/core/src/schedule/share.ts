import type { Affine } from "./affine";
import { expressionKey, subexpressions } from "./expressions";
import type { Expr } from "./ir";

/** Makes equal expressions one object, and moves their positions on the way. */
export class ExpressionSharer {
  private readonly byKey = new Map<string, Expr>();
  private readonly numbers = new Map<Expr, number>();

  /** @param move - What becomes of each position; nothing by default. */
  constructor(private readonly move: (a: Affine) => Affine = (a) => a) {}

  /** The shared form of an expression, the numbers of results in it raised by `results`. */
  of(root: Expr, results = 0): Expr {
    const made = new Map<Expr, Expr>();
    for (const e of subexpressions([root])) made.set(e, this.share(this.rebuild(e, made, results)));
    return made.get(root) as Expr;
  }

  private rebuild(e: Expr, made: ReadonlyMap<Expr, Expr>, results: number): Expr {
    switch (e.kind) {
      case "const":
        return e;
      case "index":
        return { ...e, at: this.move(e.at) };
      case "result":
        return { ...e, reducer: e.reducer + results };
      case "op":
        return { ...e, args: e.args.map((arg) => made.get(arg) as Expr) };
      case "load": {
        const { index, ...rest } = e;
        const moved = { ...rest, at: this.move(e.at) };
        return index ? { ...moved, index: { ...index, value: made.get(index.value) as Expr } } : moved;
      }
    }
  }

  private share(e: Expr): Expr {
    const key = expressionKey(e, this.numbers);
    const before = this.byKey.get(key);
    if (before) return before;
    this.byKey.set(key, e);
    this.numbers.set(e, this.numbers.size);
    return e;
  }
}
