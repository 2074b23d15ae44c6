import type { Affine } from "./affine";
import { subexpressions } from "./expressions";
import type { Buffer, Expr, Indirect } from "./ir";

const LETTERS = "ijklmnop";

/** The name of a loop variable. */
export function letter(i: number): string {
  return LETTERS[i] ?? `i${i}`;
}

/** `factor * name` as one writes it. */
export function term(factor: number, name: string): string {
  return factor === 0 ? "" : factor === 1 ? name : factor === -1 ? `-${name}` : `${factor}${name}`;
}

/** Terms and an offset, added up. */
export function sum(terms: readonly string[], offset: number): string {
  const parts = terms.filter((t) => t !== "");
  if (offset !== 0 || parts.length === 0) parts.push(String(offset));
  return parts.join(" + ").replaceAll("+ -", "- ");
}

const SIGNS: Readonly<Record<string, string>> = {
  add: "+",
  sub: "-",
  mul: "*",
  div: "/",
  less: "<",
  lessEqual: "<=",
  greater: ">",
  greaterEqual: ">=",
  equal: "==",
  notEqual: "!=",
  logicalAnd: "&&",
  logicalOr: "||",
};

/** What the running result of a reducer is called. */
export function accumulator(reducer: number, of: number): string {
  return of > 1 ? `acc${reducer}` : "acc";
}

/** Expressions as text; what stands in several places gets a name and a line of its own. */
export class ExpressionPrinter {
  private readonly names = new Map<Expr, string>();
  /** `v0 = …`, one line for each name. */
  readonly lines: readonly string[];

  /** @param results - How many reducers there are. */
  constructor(
    roots: readonly Expr[],
    private readonly results = 1,
  ) {
    const users = new Map<Expr, number>();
    const use = (e: Expr): void => {
      users.set(e, (users.get(e) ?? 0) + 1);
    };
    roots.forEach(use);
    const parts = subexpressions(roots);
    for (const e of parts) {
      if (e.kind === "op") e.args.forEach(use);
      if (e.kind === "load" && e.index) use(e.index.value);
    }
    const lines: string[] = [];
    for (const e of parts) {
      if (e.kind !== "op" || (users.get(e) as number) < 2) continue;
      const text = this.show(e);
      const name = `v${this.names.size}`;
      this.names.set(e, name);
      lines.push(`${name} = ${text}`);
    }
    this.lines = lines;
  }

  /** An expression; `inside` another one it stands in brackets where it must. */
  show(e: Expr, inside = false): string {
    const name = this.names.get(e);
    if (name !== undefined) return name;
    switch (e.kind) {
      case "const":
        return e.dtype === "bool" ? String(e.value !== 0) : String(+e.value.toPrecision(7));
      case "index":
        return sum(
          e.at.terms.map((t, i) => term(t, letter(i))),
          e.at.offset,
        );
      case "load":
        return this.address(e.buffer, e.at, e.index);
      case "result":
        return accumulator(e.reducer, this.results);
      case "op":
        return this.operation(e, inside);
    }
  }

  private operation(e: Extract<Expr, { kind: "op" }>, inside: boolean): string {
    const sign = SIGNS[e.op];
    if (sign && e.args.length === 2) {
      const text = e.args.map((a) => this.show(a, true)).join(` ${sign} `);
      return inside ? `(${text})` : text;
    }
    if (e.op === "select") {
      const [c, a, b] = e.args.map((x) => this.show(x, true));
      return inside ? `(${c} ? ${a} : ${b})` : `${c} ? ${a} : ${b}`;
    }
    if (e.op === "neg") return `-${this.show(e.args[0] as Expr, true)}`;
    const name = e.op === "cast" ? e.dtype : e.op;
    return `${name}(${e.args.map((a) => this.show(a)).join(", ")})`;
  }

  /** An element of a buffer. */
  address(buffer: Buffer, at: Affine, index: Indirect | undefined): string {
    const terms = at.terms.map((t, i) => term(t, letter(i)));
    if (index) terms.push(`${index.stride === 1 ? "" : index.stride}[${this.show(index.value)}]`);
    return `${buffer.name}[${sum(terms, at.offset)}]`;
  }
}
