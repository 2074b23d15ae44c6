import { ByteWriter, type ValType, valTypeByte } from "./bytes";
import {
  LANE_OPS,
  type LaneOpName,
  LOAD_LANES,
  LOADS,
  type LoadLaneName,
  type LoadName,
  type OpName,
  opcodes,
  STORE_LANES,
  STORES,
  type StoreLaneName,
  type StoreName,
} from "./opcodes";

/** A local variable or parameter of the function being built. */
export interface Local {
  /** Its number in the function. */
  readonly index: number;
  /** What it holds. */
  readonly type: ValType;
}

/** A function of the module; its index is known for certain only when the module's bytes are made. */
export interface FuncRef {
  /** Position among the module's functions, imports first. */
  readonly index: number;
  /** Name, for exports, profiles and messages. */
  readonly name: string;
  /** Types of the parameters. */
  readonly params: readonly ValType[];
  /** Types of the results. */
  readonly results: readonly ValType[];
}

/** Where {@link FunctionBuilder.br} can go: the end of a block or `if`, the beginning of a loop. */
export interface Label {
  /** How many blocks were open when this one was opened. */
  readonly depth: number;
}

/** A call whose function index is filled in when the module's bytes are made. */
interface CallSite {
  readonly at: number;
  readonly target: FuncRef;
}

const bits = new DataView(new ArrayBuffer(16));

/**
 * Writes the body of one WebAssembly function, instruction by instruction. Made by `ModuleBuilder.func`.
 *
 * Instructions work on WebAssembly's stack, so they are written in the order operands, then operator. What the engine's
 * validation finds (types on the stack, lanes) is left to it; what would give wrong numbers without a word is checked
 * here: names, integers, labels and the use of locals.
 *
 * @example
 * const module = new ModuleBuilder();
 * const add = module.func("add", ["i32", "i32"], ["i32"], (f) => {
 *   f.get(f.param(0)).get(f.param(1)).op("i32.add");
 * });
 */
export class FunctionBuilder {
  readonly #name: string;
  readonly #code = new ByteWriter();
  readonly #calls: CallSite[] = [];
  readonly #params: Local[];
  readonly #types: ValType[] = [];
  readonly #free = new Map<ValType, number[]>();
  readonly #alive = new Set<Local>();
  readonly #constants = new Map<string, { readonly local: Local; readonly bytes: Uint8Array }>();
  readonly #constantLocals = new Set<Local>();
  readonly #labels: Label[] = [];

  /** @internal Use `ModuleBuilder.func`. */
  constructor(name: string, params: readonly ValType[]) {
    this.#name = name;
    this.#params = params.map((type, index) => {
      const local: Local = { index, type };
      this.#alive.add(local);
      return local;
    });
  }

  /** The `i`-th parameter. */
  param(i: number): Local {
    return this.#params[i] as Local;
  }

  /**
   * A local to work with. It may have been used before, so its value is not known: set it first.
   */
  local(type: ValType): Local {
    const reused = this.#free.get(type)?.pop();
    if (reused === undefined) return this.#freshLocal(type);
    const local: Local = { index: reused, type };
    this.#alive.add(local);
    return local;
  }

  /** Gives a local back, so that a later {@link local} may reuse it. Using it afterwards is an error. */
  release(local: Local): void {
    this.#check(local, "release", true);
    this.#alive.delete(local);
    const free = this.#free.get(local.type);
    if (free === undefined) this.#free.set(local.type, [local.index]);
    else free.push(local.index);
  }

  /** Pushes a local's value. */
  get(local: Local): this {
    this.#check(local, "get");
    this.#code.byte(0x20);
    this.#code.u32(local.index);
    return this;
  }

  /** Pops a value into a local. */
  set(local: Local): this {
    this.#check(local, "set", true);
    this.#code.byte(0x21);
    this.#code.u32(local.index);
    return this;
  }

  /** Copies the top of the stack into a local and leaves it on the stack. */
  tee(local: Local): this {
    this.#check(local, "tee", true);
    this.#code.byte(0x22);
    this.#code.u32(local.index);
    return this;
  }

  /** Pushes a 32-bit integer, signed or unsigned. */
  i32(value: number): this {
    this.#code.byte(0x41);
    this.#code.s32(this.#whole(value));
    return this;
  }

  /** Pushes a 64-bit integer, signed or unsigned. */
  i64(value: bigint): this {
    this.#code.byte(0x42);
    this.#code.s64(value);
    return this;
  }

  /** Pushes a 32-bit float (the nearest to `value`). */
  f32(value: number): this {
    this.#code.byte(0x43);
    this.#code.f32(value);
    return this;
  }

  /** Pushes a 64-bit float. */
  f64(value: number): this {
    this.#code.byte(0x44);
    this.#code.f64(value);
    return this;
  }

  /** Pushes a vector of 16 bytes. In a loop prefer {@link constV128} and its kin, which are set once. */
  v128(bytes: Uint8Array): this {
    this.#code.opcode(0xfd000c);
    this.#code.append(bytes);
    return this;
  }

  /** An instruction without immediates, by its text-format name. */
  op(name: OpName): this {
    const code = opcodes().get(name);
    if (code === undefined) this.#fail(`no instruction "${name}" in opcodes.ts`);
    this.#code.opcode(code);
    return this;
  }

  /** An instruction that reads or replaces one lane. */
  lane(name: LaneOpName, lane: number): this {
    this.#code.opcode(LANE_OPS[name]);
    this.#code.byte(lane);
    return this;
  }

  /** `i8x16.shuffle`: 16 byte numbers, 0-15 from the first vector and 16-31 from the second. */
  shuffle(lanes: readonly number[]): this {
    this.#code.opcode(0xfd000d);
    this.#code.append(lanes);
    return this;
  }

  /** A load; pops the address, to which `offset` bytes (default 0) are added. */
  load(name: LoadName, offset: number = 0): this {
    return this.#memory(LOADS[name], offset);
  }

  /** A store; pops the value, then the address, to which `offset` bytes (default 0) are added. */
  store(name: StoreName, offset: number = 0): this {
    return this.#memory(STORES[name], offset);
  }

  /** Loads into one lane of the vector on the stack (address below it) and leaves the vector. */
  loadLane(name: LoadLaneName, lane: number, offset: number = 0): this {
    this.#memory(LOAD_LANES[name], offset);
    this.#code.byte(lane);
    return this;
  }

  /** Stores one lane of the vector on the stack (address below it). */
  storeLane(name: StoreLaneName, lane: number, offset: number = 0): this {
    this.#memory(STORE_LANES[name], offset);
    this.#code.byte(lane);
    return this;
  }

  /** `memory.copy`: pops count, source, destination (destination was pushed first). */
  memoryCopy(): this {
    this.#code.append([0xfc, 0x0a, 0x00, 0x00]);
    return this;
  }

  /** `memory.fill`: pops count, byte value, destination (destination was pushed first). */
  memoryFill(): this {
    this.#code.append([0xfc, 0x0b, 0x00]);
    return this;
  }

  /** Calls a function of the module; arguments are on the stack in order. */
  call(target: FuncRef): this {
    this.#code.byte(0x10);
    this.#calls.push({ at: this.#code.bytes.length, target });
    // Five bytes hold every index, so the place can be filled in when the imports are counted.
    this.#code.append([0x80, 0x80, 0x80, 0x80, 0x00]);
    return this;
  }

  /** A block: branching to its label leaves it. */
  block(body: (label: Label) => void): this {
    this.#code.append([0x02, 0x40]);
    return this.#nested(body);
  }

  /** A loop: branching to its label repeats it; falling off the end leaves it. */
  loop(body: (label: Label) => void): this {
    this.#code.append([0x03, 0x40]);
    return this.#nested(body);
  }

  /** Pops an i32 and runs `then` when it is not 0, else `otherwise`. Branching to the label leaves the `if`. */
  if(then: (label: Label) => void, otherwise?: (label: Label) => void): this {
    this.#code.append([0x04, 0x40]);
    const label = this.#open();
    then(label);
    if (otherwise !== undefined) {
      this.#code.byte(0x05);
      otherwise(label);
    }
    return this.#close(label);
  }

  /** Branches to a label of a block that is open here. */
  br(label: Label): this {
    const depth = this.#depthOf(label);
    this.#code.byte(0x0c);
    this.#code.u32(depth);
    return this;
  }

  /** Pops an i32 and branches when it is not 0. */
  brIf(label: Label): this {
    const depth = this.#depthOf(label);
    this.#code.byte(0x0d);
    this.#code.u32(depth);
    return this;
  }

  /**
   * Runs `body` with `i` = `start`, `start + step`, … while `i < end` (signed). The test is at the bottom; a guard at
   * the top is written unless both ends are constants, and nothing at all when they say the range is empty.
   * Afterwards `i` holds the first value that is not below `end` (when nothing was written, what it held before).
   */
  forRange(i: Local, start: number | Local, end: number | Local, step: number, body: () => void): this {
    const known = typeof start === "number" && typeof end === "number";
    if (known && start >= end) return this;
    const push = (value: number | Local): this =>
      typeof value === "number" ? this.i32(value) : this.get(value);
    const run = (): void => {
      if (known && start + step >= end) {
        body();
        this.i32(start + step).set(i);
        return;
      }
      this.loop((again) => {
        body();
        this.get(i).i32(step).op("i32.add").tee(i);
        push(end).op("i32.lt_s").brIf(again);
      });
    };
    if (start !== i) push(start).set(i);
    if (known) {
      run();
      return this;
    }
    this.get(i);
    return push(end).op("i32.lt_s").if(run);
  }

  /** A local that holds four times the 32-bit float `value`, set once at the function's entry. */
  constF32x4(value: number): Local {
    for (let lane = 0; lane < 4; lane++) bits.setFloat32(lane * 4, value, true);
    return this.#constantFromBits();
  }

  /** A local that holds two times the 64-bit float `value`, set once at the function's entry. */
  constF64x2(value: number): Local {
    for (let lane = 0; lane < 2; lane++) bits.setFloat64(lane * 8, value, true);
    return this.#constantFromBits();
  }

  /** A local that holds four times the 32-bit integer `value`, set once at the function's entry. */
  constI32x4(value: number): Local {
    for (let lane = 0; lane < 4; lane++) bits.setInt32(lane * 4, this.#whole(value), true);
    return this.#constantFromBits();
  }

  /** A local that holds the vector of these 16 bytes, set once at the function's entry. */
  constV128(bytes: Uint8Array): Local {
    const key = bytes.join();
    const known = this.#constants.get(key);
    if (known !== undefined) return known.local;
    // Never a reused local: it must hold its value from the entry to the end.
    const local = this.#freshLocal("v128");
    this.#constantLocals.add(local);
    this.#constants.set(key, { local, bytes: bytes.slice() });
    return local;
  }

  /** @internal The functions that are called. */
  callees(): FuncRef[] {
    return this.#calls.map((call) => call.target);
  }

  /** @internal The function's code entry (local declarations, prologue of constants, body) without its length. */
  finish(): number[] {
    if (this.#labels.length > 0) this.#fail(`${this.#labels.length} blocks are still open at the end`);
    const out = new ByteWriter();
    const runs: [count: number, type: ValType][] = [];
    for (const type of this.#types) {
      const last = runs.at(-1);
      if (last !== undefined && last[1] === type) last[0]++;
      else runs.push([1, type]);
    }
    out.u32(runs.length);
    for (const [count, type] of runs) {
      out.u32(count);
      out.byte(valTypeByte(type));
    }
    for (const { local, bytes } of this.#constants.values()) {
      // Locals start as zero.
      if (bytes.every((byte) => byte === 0)) continue;
      out.opcode(0xfd000c);
      out.append(bytes);
      out.byte(0x21);
      out.u32(local.index);
    }
    const code = this.#code.bytes.slice();
    for (const { at, target } of this.#calls) {
      let rest = target.index;
      for (let i = 0; i < 5; i++) {
        code[at + i] = (rest & 0x7f) | (i < 4 ? 0x80 : 0);
        rest >>>= 7;
      }
    }
    out.append(code);
    out.byte(0x0b);
    return out.bytes;
  }

  #freshLocal(type: ValType): Local {
    const index = this.#params.length + this.#types.length;
    this.#types.push(type);
    const local: Local = { index, type };
    this.#alive.add(local);
    return local;
  }

  #constantFromBits(): Local {
    return this.constV128(new Uint8Array(bits.buffer));
  }

  #memory([code, align]: readonly [code: number, align: number], offset: number): this {
    this.#code.opcode(code);
    this.#code.u32(align);
    this.#code.u32(this.#whole(offset));
    return this;
  }

  #nested(body: (label: Label) => void): this {
    const label = this.#open();
    body(label);
    return this.#close(label);
  }

  #open(): Label {
    const label: Label = { depth: this.#labels.length };
    this.#labels.push(label);
    return label;
  }

  #close(label: Label): this {
    if (this.#labels.pop() !== label) this.#fail("blocks were closed out of order");
    this.#code.byte(0x0b);
    return this;
  }

  #depthOf(label: Label): number {
    if (this.#labels[label.depth] !== label) {
      this.#fail("br: the label's block is not open");
    }
    return this.#labels.length - 1 - label.depth;
  }

  #check(local: Local, what: string, changes = false): void {
    if (!this.#alive.has(local)) {
      this.#fail(`${what}: local ${local?.index} was released or belongs to another function`);
    }
    if (changes && this.#constantLocals.has(local)) {
      this.#fail(`${what}: local ${local.index} holds a constant`);
    }
  }

  #whole(value: number): number {
    if ((value | 0) !== value && value >>> 0 !== value) {
      this.#fail(`expected an integer from -2^31 to 2^32-1, received ${value}`);
    }
    return value | 0;
  }

  #fail(message: string): never {
    throw new Error(`wasm function "${this.#name}": ${message}`);
  }
}
