import { Metric, type MetricState } from "./metric";

/** A metric with numbers for each column of predictions, which it knows once it has seen their shape. */
export abstract class ColumnMetric extends Metric {
  private columns: number | undefined;

  /** What is added up. */
  get states(): readonly MetricState[] {
    if (this.columns !== undefined) return this.statesFor(this.columns);
    throw new RangeError(
      `${this.name}: received no data, expected some: how many columns there are is not known before; call updateState() first`,
    );
  }

  override forShapes(_targetShape: readonly number[], outputShape: readonly number[]): Metric {
    if (outputShape.length !== 2) {
      throw new RangeError(
        `${this.name}: received predictions of shape [${outputShape.join(", ")}], expected [rows, columns]; add flatten() ` +
          "or reshape() at the end of the model",
      );
    }
    const shaped: this = Object.create(Object.getPrototypeOf(this));
    return Object.assign(shaped, this, { columns: outputShape[1] });
  }

  /** What is added up for a number of columns. */
  protected abstract statesFor(columns: number): readonly MetricState[];
}
