import { show } from "../common/options";
import { type BatchShape, showBatchShape } from "../common/shapes";

/** The shapes that an equation gives an {@link einsumDense} layer. */
export interface EinsumShapes {
  /** The shape of the kernel. */
  readonly kernel: readonly number[];
  /** The shape of the bias; nothing when there is none. */
  readonly bias: readonly number[] | undefined;
  /** The shape of the output. */
  readonly output: BatchShape;
  /** The axes of the kernel that are summed up. */
  readonly inputAxes: readonly number[];
  /** The axes of the kernel that are in the output. */
  readonly outputAxes: readonly number[];
}

/** The three forms that Keras knows: all axes named, or `...` for the first or the last of them. */
const FORMS = [
  /^([a-zA-Z]+),([a-zA-Z]+)->([a-zA-Z]+)$/,
  /^\.\.\.([a-zA-Z]+),([a-zA-Z]+)->\.\.\.([a-zA-Z]+)$/,
  /^([a-zA-Z]{2,})\.\.\.,([a-zA-Z]+)->([a-zA-Z]+)\.\.\.$/,
] as const;

/**
 * The equation, when it is one, and its letters have what they need.
 *
 * @throws RangeError with what is wrong.
 */
export function checkEquation(where: string, equation: unknown, biasAxes: unknown): string {
  const fail = (why: string): never => {
    throw new RangeError(`${where}: received equation ${show(equation)}, ${why}`);
  };
  const parts = typeof equation === "string" ? partsOf(equation) : undefined;
  if (parts === undefined) {
    return fail(
      'expected "input,kernel->output" with a letter for each axis, such as "abc,cd->abd" or "...x,xy->...y"',
    );
  }
  const { input, kernel, output } = parts;
  const lost = [...output].find((letter) => !input.includes(letter) && !kernel.includes(letter));
  if (lost !== undefined) fail(`whose output has "${lost}", expected letters of the input or the kernel`);
  const free = [...kernel].find((letter) => !input.includes(letter) && !output.includes(letter));
  if (free !== undefined) fail(`whose kernel has "${free}", expected letters of the input or the output`);
  if (biasAxes !== undefined) {
    const good =
      typeof biasAxes === "string" &&
      biasAxes !== "" &&
      [...biasAxes].every((letter) => output.includes(letter));
    if (!good) {
      throw new RangeError(
        `${where}: received biasAxes ${show(biasAxes)}, expected letters of the output ${show(output)} of the equation`,
      );
    }
  }
  return equation as string;
}

/**
 * The shapes of kernel, bias and output.
 *
 * @param layer - The layer's name.
 * @param partial - The lengths of the output after the rows, `null` for those of the input.
 * @throws RangeError when equation and shapes do not fit.
 */
export function einsumShapes(
  layer: string,
  equation: string,
  biasAxes: string | undefined,
  inputShape: BatchShape,
  partial: readonly (number | null)[],
): EinsumShapes {
  const { input, kernel, output, elided } = partsOf(equation) as EquationParts;
  const fail = (why: string): never => {
    throw new RangeError(
      `${layer}: received input of shape ${showBatchShape(inputShape)} for the equation ${show(equation)} with outputShape ` +
        `${show(partial)}, ${why}`,
    );
  };
  const more = inputShape.length - input.length;
  if (more < 0 || (more > 0 && elided === "none")) {
    fail(`expected ${elided === "none" ? "" : "at least "}${input.length} axes of input`);
  }
  const left = elided === "left" ? more : 0;
  const between = left > 0 ? inputShape.slice(1, left) : [];
  const after = elided === "right" ? inputShape.slice(input.length) : [];
  const shape: (number | null)[] = [inputShape[0] ?? null, ...between, ...partial, ...after];
  if (shape.length !== output.length + more) {
    fail(`expected ${output.length + more - 1 - between.length - after.length} lengths in outputShape`);
  }
  const inputAt = (letter: string): number | null => inputShape[left + input.indexOf(letter)] ?? null;
  const outputAt = (letter: string): number => left + output.indexOf(letter);
  for (const letter of input) {
    if (!output.includes(letter)) continue;
    const [from, to] = [inputAt(letter), shape[outputAt(letter)] ?? null];
    if (to === null) shape[outputAt(letter)] = from;
    else if (to !== from)
      fail(`expected ${from} for "${letter}", which is an axis of the input; write null there`);
  }
  const length = (letter: string): number =>
    (output.includes(letter) ? shape[outputAt(letter)] : inputAt(letter)) ??
    fail(`expected a known length for "${letter}", along which the layer has weights`);
  const letters = [...kernel];
  const axes = letters.map((_, axis) => axis);
  const first =
    biasAxes === undefined ? 0 : Math.min(...[...biasAxes].map((letter) => output.indexOf(letter)));
  return {
    kernel: letters.map(length),
    bias:
      biasAxes === undefined
        ? undefined
        : [
            ...[...output].slice(first).map((letter) => (biasAxes.includes(letter) ? length(letter) : 1)),
            ...after.map(() => 1),
          ],
    output: shape,
    inputAxes: axes.filter((axis) => !output.includes(letters[axis] as string)),
    outputAxes: axes.filter((axis) => output.includes(letters[axis] as string)),
  };
}

interface EquationParts {
  readonly input: string;
  readonly kernel: string;
  readonly output: string;
  readonly elided: "none" | "left" | "right";
}

function partsOf(equation: string): EquationParts | undefined {
  for (const [i, form] of FORMS.entries()) {
    const found = form.exec(equation);
    if (found === null) continue;
    const [, input, kernel, output] = found as unknown as [string, string, string, string];
    return { input, kernel, output, elided: (["none", "left", "right"] as const)[i] ?? "none" };
  }
  return undefined;
}
