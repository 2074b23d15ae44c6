import { cast, concat, einsum, full, logAddExp, logSoftmax, oneHot, scan, type Tensor } from "@wellfit/core";
import { checkClassNumbers } from "./check-classes";
import { Loss, type LossOptions } from "./loss";
import { readLossOptions } from "./loss-options";

/** The logarithm of what cannot be, as in Keras. */
const NEVER = -1e5;

/** See {@link ctc}. */
export class CTC extends Loss {
  /** Its name in Keras. */
  static readonly className: string = "CTC";

  constructor(options: LossOptions = {}) {
    const { name, reduction, dtype } = readLossOptions("ctc", "ctc", options, {});
    super("ctc", name, reduction, dtype);
  }

  perSample(yTrue: Tensor, yPred: Tensor): Tensor {
    const labels = cast(yTrue, "int32");
    const [rows, longest] = labels.shape as unknown as readonly [number, number];
    const classes = yPred.shape[2] as number;
    const logs = logSoftmax(yPred);
    const label = oneHot(labels, classes, logs.dtype);
    // Time first: the logarithm of the blank and of each label's class at each time.
    const blank = logs.slice([[], [], [0, 1]]).transpose([1, 0, 2]);
    const emit = einsum("btk,bnk->tbn", logs, label);
    const zero = full([rows, 1], 0, logs.dtype);
    // Whether the next label is the same: then a blank has to stand between.
    const same = cast(
      labels.slice([[], [0, longest - 1]]).equal(labels.slice([[], [1, longest]])),
      logs.dtype,
    );
    const repeat = concat([same, zero], 1);
    const start = [
      concat([zero, full([rows, longest], NEVER, logs.dtype)], 1),
      full([rows, longest], NEVER, logs.dtype),
    ] as const;
    const [[waiting, saying]] = scan(
      ([phi, said]: readonly [Tensor, Tensor], [say, wait]: readonly [Tensor, Tensor]) => {
        const from = arrive(phi, said.add(repeat.mul(NEVER)));
        const next = logAddExp(from.slice([[], [0, longest]]).add(say), said.add(say));
        const stay = arrive(from.add(wait), said.add(wait).add(repeat.neg().add(1).mul(NEVER)));
        return [[stay, next] as const, stay] as const;
      },
      start as readonly [Tensor, Tensor],
      [emit, blank] as const,
    ) as unknown as [readonly [Tensor, Tensor], Tensor];
    const length = cast(labels.notEqual(0), "int32").sum(-1);
    const end = oneHot(length, longest + 1, logs.dtype);
    return arrive(waiting, saying).mul(end).sum(-1).neg();
  }

  override checkTargets(
    targets: ArrayLike<number>,
    _shape: readonly number[],
    outputShape: readonly number[],
  ): void {
    checkClassNumbers("ctc", targets, outputShape[2] as number);
  }

  override targetShape(): undefined {
    return undefined;
  }

  getConfig(): Record<string, unknown> {
    return this.baseConfig();
  }

  protected override match(yTrue: Tensor, yPred: Tensor): Tensor {
    const fits = yTrue.rank === 2 && yPred.rank === 3 && yTrue.shape[0] === yPred.shape[0];
    if (fits && (yTrue.shape[1] as number) > 0) return yTrue;
    throw new RangeError(
      `${this.name}: received targets of shape [${yTrue.shape.join(", ")}] for predictions of shape ` +
        `[${yPred.shape.join(", ")}], expected targets [rows, labels], filled up with 0, and predictions [rows, times, classes]`,
    );
  }
}

/** The scores of having said so many labels, with those who have just said one. */
function arrive(phi: Tensor, said: Tensor): Tensor {
  const count = phi.shape[1] as number;
  const rest = phi.slice([[], [1, count]]);
  return concat([phi.slice([[], [0, 1]]), logAddExp(rest, said)], 1);
}

/**
 * Connectionist temporal classification: minus the logarithm of the probability that a sequence of classes, with repetitions
 * and blanks taken out, is the target (Graves et al. 2006, https://doi.org/10.1145/1143844.1143891). For speech and
 * handwriting, where it is not known when each label occurs.
 *
 * Targets are `[rows, labels]`, class numbers from 1, filled up with 0; predictions are `[rows, times, classes]`, what goes
 * into a softmax; class 0 is the blank.
 *
 * @throws RangeError for other shapes, and for class numbers without a column.
 * @example
 * ctc().call([[1]], [[[0, 0]]]).item(); // 0.6931472
 */
export function ctc(options: LossOptions = {}): CTC {
  return new CTC(options);
}
