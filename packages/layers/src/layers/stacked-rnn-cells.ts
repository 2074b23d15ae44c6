import type { Tensor } from "@wellfit/core";
import { camelKeys, snakeCase } from "../common/names";
import { readOptions, show } from "../common/options";
import type { BatchShape } from "../common/shapes";
import { layerConfig } from "../models/layer-config";
import type { CallContext } from "./context";
import { type Layer, type LayerOptions, layerDefaults } from "./layer";
import { RnnCell } from "./recurrent-cell";
import type { Tensors } from "./tensors";

const WHERE = "stackedRnnCells";

/** See {@link stackedRnnCells}. */
export class StackedRNNCells extends RnnCell {
  /** Its name in Keras. */
  static readonly className: string = "StackedRNNCells";
  /** The cells, the first of which reads the input. */
  readonly cells: readonly RnnCell[];

  /** The cells that a config describes. */
  static fromConfig(
    config: Readonly<Record<string, unknown>>,
    resolve: (value: unknown) => Layer,
  ): StackedRNNCells {
    const cells = Array.isArray(config.cells) ? config.cells.map(resolve) : config.cells;
    return new StackedRNNCells(camelKeys({ ...config, cells }) as never);
  }

  constructor(private readonly options: LayerOptions & { readonly cells: readonly RnnCell[] }) {
    const given = readOptions(WHERE, options, { ...layerDefaults, dtype: undefined, cells: undefined });
    const cells: unknown = given.cells;
    if (!Array.isArray(cells) || cells.length === 0 || !cells.every((cell) => cell instanceof RnnCell)) {
      throw new TypeError(
        `${WHERE}: received ${show(cells)}, expected an array of cells such as [lstmCell(8), lstmCell(4)]`,
      );
    }
    super(WHERE, { ...given, dtype: given.dtype ?? (cells[0] as RnnCell).dtype });
    const other = cells.find((cell) => cell.dtype !== this.dtype);
    if (other !== undefined) {
      throw new RangeError(
        `${WHERE}: received a cell of ${other.dtype} among cells of ${this.dtype}, expected one dtype for all`,
      );
    }
    this.cells = cells;
    // Keras keeps layers of a list under their classes.
    cells.forEach((cell, i) => {
      this.track(`cells/${cellKey(cells, i)}`, cell);
    });
  }

  override get chain(): readonly RnnCell[] {
    return this.cells.flatMap((cell) => cell.chain);
  }

  override get stateSizes(): readonly number[] {
    return this.cells.flatMap((cell) => cell.stateSizes);
  }

  override get outputSize(): number {
    return (this.cells[this.cells.length - 1] as RnnCell).outputSize;
  }

  override call(x: Tensors, context: CallContext): readonly Tensor[] {
    let [output, ...states] = x as readonly [Tensor, ...Tensor[]];
    const next = this.cells.flatMap((cell) => {
      const own = states.slice(0, cell.stateSizes.length);
      states = states.slice(cell.stateSizes.length);
      const [given, ...after] = cell.call([output, ...own], context);
      output = given as Tensor;
      return after;
    });
    return [output, ...next];
  }

  override again(): StackedRNNCells {
    return new StackedRNNCells({ ...this.options, cells: this.cells.map((cell) => cell.again()) });
  }

  override getConfig(): Record<string, unknown> {
    return { ...super.getConfig(), cells: this.cells.map(layerConfig) };
  }

  protected override makeCellWeights(inputShape: BatchShape): void {
    let shape = inputShape;
    for (const cell of this.cells) {
      cell.build(shape);
      shape = [shape[0] ?? null, cell.outputSize];
    }
  }
}

/** How Keras's files call one of several layers in a list: by its class, counted from the second of a kind on. */
function cellKey(cells: readonly RnnCell[], i: number): string {
  const kind = (cell: RnnCell): string => cell.className;
  const before = cells.slice(0, i).filter((cell) => kind(cell) === kind(cells[i] as RnnCell)).length;
  const base = snakeCase(kind(cells[i] as RnnCell));
  return before === 0 ? base : `${base}_${before}`;
}

/**
 * Cells that work as one: at each step the output of each is the input of the next. The states are those of the first
 * cell, then those of the second, and so on; `rnn` does this by itself with an array of cells.
 *
 * @throws TypeError for anything but an array of cells; RangeError when they have different dtypes.
 * @example
 * rnn(stackedRnnCells([lstmCell(8), gruCell(4)]), { inputShape: [10, 3] });
 */
export function stackedRnnCells(cells: readonly RnnCell[], options: LayerOptions = {}): StackedRNNCells {
  return new StackedRNNCells({ ...options, cells });
}
