import type { DataArray, DType } from "../graph/dtype";
import type { Node } from "../graph/node";
import type { Elementwise } from "../primitives/elementwise";
import type { Affine } from "./affine";

/** Memory that kernels read and write: one tensor's elements in row-major order. */
export interface Buffer {
  /** How printed kernels call it. */
  readonly name: string;
  readonly dtype: DType;
  /** In elements. */
  readonly size: number;
  readonly place: Place;
}

/** Where a buffer is: in the program's arena, or in what the program is given, reads and updates. */
export type Place =
  | { readonly kind: "arena"; readonly slot: number }
  | { readonly kind: "input"; readonly index: number }
  | { readonly kind: "state"; readonly index: number }
  | { readonly kind: "constant"; readonly data: DataArray };

/** A position along an axis that a number in memory chooses, moved into `[0, length)`. */
export interface Indirect {
  readonly value: Expr;
  /** Elements from one position to the next. */
  readonly stride: number;
  readonly length: number;
}

/** What is computed for one point of the loops. Equal parts are one object, so that they are computed once. */
export type Expr =
  | {
      readonly kind: "load";
      readonly dtype: DType;
      readonly buffer: Buffer;
      readonly at: Affine;
      readonly index?: Indirect;
    }
  | { readonly kind: "const"; readonly dtype: DType; readonly value: number }
  | { readonly kind: "index"; readonly dtype: DType; readonly at: Affine }
  | {
      readonly kind: "op";
      readonly dtype: DType;
      readonly op: keyof Elementwise;
      readonly args: readonly Expr[];
    }
  /** The finished result of a reducer or of the contraction. */
  | { readonly kind: "result"; readonly dtype: DType; readonly reducer: number };

/** Where a value goes. */
export interface Store {
  readonly buffer: Buffer;
  readonly at: Affine;
  readonly value: Expr;
  readonly index?: Indirect;
  /** Add to what is there instead of replacing it. */
  readonly add: boolean;
}

/** What makes one value of many. */
export interface Reducer {
  readonly op: "sum" | "prod" | "max" | "min" | "argMax" | "argMin";
  readonly value: Expr;
}

/** Loops with something inside: for every point of `dims`, reduce over `reduce`, then store. */
export interface LoopNest {
  readonly kind: "loops";
  readonly dims: readonly number[];
  readonly reduce: readonly number[];
  readonly reducers: readonly Reducer[];
  readonly stores: readonly Store[];
}

/** One operand of a contraction: a buffer, where it starts, and how far it moves with each loop. */
export interface Operand {
  readonly buffer: Buffer;
  readonly offset: number;
  /** Over the loops of `dims`, then those of `reduce`; none is negative. */
  readonly terms: readonly number[];
}

/**
 * `dims` are loops that both operands or one of them may walk with, then rows (only of the left) and columns (only of
 * the right); each sum of products over `reduce` is finished by the stores.
 */
export interface ContractNest {
  readonly kind: "contract";
  readonly dims: readonly number[];
  readonly reduce: readonly number[];
  readonly dtype: "float32" | "float64";
  readonly a: Operand;
  readonly b: Operand;
  readonly stores: readonly Store[];
}

/** What a primitive of `families/` does to memory, in a kernel of its own that an emitter of the same name writes. */
export interface ExtensionNest {
  readonly kind: "extension";
  /** The primitive. */
  readonly op: string;
  /** Shape, dtype and parameters are those of the node. */
  readonly node: Node;
  /** What is read, anywhere in it. */
  readonly reads: readonly Buffer[];
  /** What is written, all of it. */
  readonly writes: readonly Buffer[];
  /** Which results the buffers after the first hold, for a primitive with several. */
  readonly results?: readonly number[];
  /** What one turn computes, and how many there are, for a primitive that is a loop; asked by who counts its work. */
  readonly turns?: () => { readonly schedule: Schedule; readonly count: number };
}

/** What can be one loop of a kernel. */
export type Nest = LoopNest | ContractNest | ExtensionNest;

/** Nests that run one after the other and are one thing to whoever reads a profile. */
export interface Kernel {
  readonly name: string;
  readonly nests: readonly Nest[];
}

/** A program as kernels in order, with the memory they work in. */
export interface Schedule {
  readonly name: string;
  readonly kernels: readonly Kernel[];
  /** In the order of the program's outputs. */
  readonly outputs: readonly Buffer[];
  /** The size of each arena slot in elements of 4 bytes (8 for float64), and when it is in use. */
  readonly slots: readonly Slot[];
}

/** A stretch of the arena. */
export interface Slot {
  readonly bytes: number;
  /** The first kernel that writes it and the last that reads it. */
  readonly first: number;
  readonly last: number;
}
