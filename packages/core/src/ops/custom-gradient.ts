import { isFloat } from "../graph/dtype";
import type { Node } from "../graph/node";
import { sameShape, showShape } from "../graph/shape";
import { apply, cast, isTensor, type Tensor, type TensorLike, toTensor } from "./tensor";

/** What a function for {@link customGradient} returns. */
export interface CustomGradient {
  /** What the function is worth. */
  readonly value: Tensor;
  /**
   * From the gradient of the value, of its shape, to the gradients of the arguments: one for each, of its shape, or
   * `null` for none. The only argument's may stand alone.
   */
  readonly gradient: (g: Tensor) => TensorLike | null | readonly (TensorLike | null | undefined)[];
}

/** How the gradient goes back over a marked value; see {@link marked}. */
export interface Mark {
  /**
   * @param g - The gradient of the value.
   * @param node - The marked value: the value, then its sources.
   * @param wanted - What the gradient is being taken with respect to.
   * @returns The gradients of the sources.
   */
  readonly back: (g: Tensor, node: Tensor, wanted: ReadonlySet<Node>) => readonly (Tensor | null)[];
  /** Whether the value is that of the only source, for whoever has no use for the mark. */
  readonly same?: boolean;
  /** What printed graphs show. */
  toString(): string;
}

/** The value itself, whose gradient goes to the sources by a rule of its own and never to what the value is made of. */
export function marked(value: Tensor, sources: readonly Tensor[], mark: Mark): Tensor {
  return apply("identity", [value, ...sources], { mark });
}

/**
 * A function with a gradient of your own: to make it stable, cheaper, or other than the true one (straight-through
 * estimators, gradient reversal, clipping).
 *
 * The gradient of the gradient is that of `gradient` as it is written, so write it with tensor operations. Forward
 * products (`jvp`) use it too, as the linear map that a gradient is. Only tensors among the arguments get gradients;
 * what `f` closes over gets none, and it is an error to ask for it: pass it as an argument, or through `stopGradient`.
 *
 * @param f - Computes `{ value, gradient }` from the arguments.
 * @throws TypeError when `f` returns something else; when the gradient is taken, TypeError or RangeError when it gives
 *   too few or too many gradients or one of another shape.
 * @example
 * const reversed = customGradient((x: Tensor) => ({ value: x, gradient: (g) => g.neg() }));
 * grad((x: Tensor) => reversed(x).sum())(tensor([1, 2])).toArray(); // [-1, -1]
 */
export function customGradient<A extends readonly unknown[]>(
  f: (...args: A) => CustomGradient,
): (...args: A) => Tensor {
  const name = f.name === "" ? "customGradient" : f.name;
  return (...args) => {
    const { value, gradient } = checkResult(f(...args), name);
    const sources = args.filter(isTensor);
    const back: Mark["back"] = (g, node, wanted) => {
      checkClosure(node, wanted, name);
      const given = gradient(g);
      const list = Array.isArray(given) && !(args.length === 1 && isPlainNumbers(given)) ? given : [given];
      if (list.length !== args.length) {
        throw new RangeError(
          `customGradient: the gradient of ${name} returned ${list.length} gradients for ${args.length} arguments; ` +
            "return one for each, null for those without",
        );
      }
      return args.flatMap((arg, i) => (isTensor(arg) ? [checkPart(list[i], arg, i, name)] : []));
    };
    return marked(value, sources, { back, toString: () => name });
  };
}

/** One gradient as a nested array, as opposed to a list of them. */
function isPlainNumbers(given: readonly unknown[]): boolean {
  const [first] = given;
  return Array.isArray(first) ? isPlainNumbers(first) : typeof first === "number";
}

function checkResult(result: CustomGradient, name: string): CustomGradient {
  const { value, gradient } = (result ?? {}) as Partial<CustomGradient>;
  if (!isTensor(value) || typeof gradient !== "function") {
    throw new TypeError(
      `customGradient: ${name} returned ${isTensor(result) ? "a tensor" : String(result)}, expected ` +
        "{ value, gradient } with a tensor and a function of its gradient",
    );
  }
  if (!isFloat(value.dtype)) {
    throw new TypeError(`customGradient: the value of ${name} is ${value.dtype}, expected a float; cast it`);
  }
  return { value, gradient };
}

function checkPart(given: unknown, arg: Tensor, position: number, name: string): Tensor | null {
  if (given === null || given === undefined) return null;
  const part = toTensor(given as TensorLike, arg.dtype);
  if (!sameShape(part.shape, arg.shape)) {
    throw new RangeError(
      `customGradient: the gradient of ${name} for argument ${position} has shape ${showShape(part.shape)}, expected ` +
        `${showShape(arg.shape)}, the shape of the argument; sum over what was broadcast`,
    );
  }
  if (!isFloat(part.dtype)) {
    throw new TypeError(
      `customGradient: the gradient of ${name} for argument ${position} is ${part.dtype}, expected ${arg.dtype}; cast it`,
    );
  }
  return isFloat(arg.dtype) ? cast(part, arg.dtype) : null;
}

/** A gradient that the function closes over would be lost without a word. */
function checkClosure(node: Tensor, wanted: ReadonlySet<Node>, name: string): void {
  const [value, ...sources] = node.inputs as [Node, ...Node[]];
  const seen = new Set<Node>(sources);
  const stack = [value];
  for (let at = stack.pop(); at; at = stack.pop()) {
    if (seen.has(at) || !isFloat(at.dtype) || at.op === "stopGradient") continue;
    seen.add(at);
    if (wanted.has(at)) {
      throw new Error(
        `customGradient: ${name} uses a ${at.dtype} ${showShape(at.shape)} tensor that a gradient is taken with respect to, ` +
          "but that is none of its arguments, so it would get no gradient; pass it as an argument, or use " +
          "stopGradient(it) inside",
      );
    }
    const isMarked = at.op === "identity" && at.inputs.length > 1;
    stack.push(...(isMarked ? at.inputs.slice(1) : at.inputs));
  }
}
