import type { DataArray, DType, PrimitiveName, Primitives } from "@wellfit/core";
import type { Affine, Dims } from "./dims";

/** Where a variable of the program holds its numbers. */
export type Cell = Primitives["state"]["cell"];

/** One node of a program that holds for every batch: the lengths in it may depend on the batch. */
export interface GraphNode {
  /** The number that `printGraph` shows the node under. */
  readonly id: number;
  readonly op: PrimitiveName;
  readonly inputs: readonly GraphNode[];
  /** The parameters of the primitive, their numbers as dims. */
  readonly params: unknown;
  readonly shape: Dims;
  readonly dtype: DType;
  /** The numbers of a constant. */
  readonly value: DataArray | undefined;
  /** A constant of one number that depends on the batch: `times * batch + plus`, not always whole. */
  readonly line: Affine | undefined;
  /** Computes the numbers of a node that depends on no input. */
  readonly evaluate: (() => DataArray) | undefined;
}

/** A program that holds for every batch. */
export interface Graph {
  /** Inputs before users. */
  readonly nodes: readonly GraphNode[];
  readonly inputs: readonly GraphNode[];
  readonly outputs: readonly GraphNode[];
  readonly outputNames: readonly string[];
}
