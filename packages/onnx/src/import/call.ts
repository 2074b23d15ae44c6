import { type DType, type Tensor, tensor } from "@wellfit/core";
import type { AttributeProto, NodeProto } from "../format/model";
import { readTensorProto } from "../format/tensor-data";

/** One use of an operator: what it is applied to, and with which attributes. Operators read everything from here. */
export class Call {
  private readonly attributes: ReadonlyMap<string, AttributeProto>;

  constructor(
    private readonly node: NodeProto,
    /** The operands; those that were left out are undefined. */
    readonly inputs: readonly (Tensor | undefined)[],
    /** The version of the operator set that the model was written for. */
    readonly opset: number,
    /** Names of values that are uint32, held in the same 32 bits as int32. */
    private readonly unsignedNames: ReadonlySet<string>,
  ) {
    this.attributes = new Map(node.attribute.map((attribute) => [attribute.name ?? "", attribute]));
  }

  /** How messages name this node. */
  get where(): string {
    return `fromOnnx: ${this.node.opType} ${JSON.stringify(this.node.name || this.node.output[0])}`;
  }

  /** How many results are asked for. */
  get outputs(): number {
    return this.node.output.length;
  }

  /** An operand that must be there. */
  input(position: number): Tensor {
    const found = this.inputs[position];
    if (found === undefined) {
      throw new Error(`${this.where}: operand ${position} is missing; the model was written wrongly`);
    }
    return found;
  }

  /** All operands that are there. */
  all(): Tensor[] {
    return this.inputs.filter((input) => input !== undefined);
  }

  /** The numbers of an operand that shapes depend on; undefined where it was left out. */
  numbers(position: number): number[] | undefined {
    const input = this.inputs[position];
    if (input === undefined) return undefined;
    if (input.abstract) {
      throw new Error(
        `${this.where}: its operand ${position} decides about shapes and depends on the numbers of an input; expected one ` +
          "that only depends on shapes, because shapes are fixed before a graph runs here",
      );
    }
    return Array.from(input.data());
  }

  /** Whether an operand is uint32, held in the same 32 bits as int32. */
  unsigned(position: number): boolean {
    return this.unsignedNames.has(this.node.input[position] ?? "");
  }

  /** A whole number; the default when it was left out. */
  int(name: string, otherwise: number): number {
    return this.attributes.get(name)?.i ?? otherwise;
  }

  /** A number; the default when it was left out. */
  float(name: string, otherwise: number): number {
    return this.attributes.get(name)?.f ?? otherwise;
  }

  /** Whole numbers; undefined when they were left out. */
  ints(name: string): readonly number[] | undefined {
    return this.attributes.get(name)?.ints;
  }

  /** A list of numbers; undefined when it was left out. */
  floats(name: string): readonly number[] | undefined {
    return this.attributes.get(name)?.floats;
  }

  /** A word; the default when it was left out. */
  word(name: string, otherwise: string): string {
    const bytes = this.attributes.get(name)?.s;
    return bytes ? new TextDecoder().decode(bytes) : otherwise;
  }

  /** Whether an attribute is there. */
  has(name: string): boolean {
    return this.attributes.has(name);
  }

  /** A tensor; undefined when it was left out. */
  tensor(name: string): Tensor | undefined {
    const proto = this.attributes.get(name)?.t;
    if (proto === undefined) return undefined;
    const { data, dtype } = readTensorProto(proto, `${name} of ${this.node.opType}`);
    return tensor({ data, shape: proto.dims }, { dtype });
  }

  /** The axes that a reduction or a change of shape names: an operand in newer operator sets, an attribute in older. */
  axes(position: number): readonly number[] | undefined {
    return this.ints("axes") ?? this.numbers(position);
  }

  /** Throws unless an attribute has the one value that can be computed here. */
  only(name: string, value: number | string): void {
    const found = typeof value === "number" ? this.int(name, value) : this.word(name, value);
    if (found !== value) {
      throw new Error(
        `${this.where}: ${name} is ${JSON.stringify(found)}; only ${JSON.stringify(value)} can be computed here`,
      );
    }
  }

  /** A number as a scalar of a dtype. */
  scalar(value: number, dtype: DType): Tensor {
    return tensor(value, { dtype });
  }
}

/** What an operator computes; several results in order. */
export type Operator = (call: Call) => Tensor | readonly Tensor[];

/** Operators by their names. */
export type Operators = Readonly<Record<string, Operator>>;
