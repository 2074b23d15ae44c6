import { allocate, type DataArray, type DType } from "../../graph/dtype";
import type { EngineBuffer, StateCell } from "../../graph/state";
import { padded } from "../../schedule/memory";
import { bytesOf } from "./emit/lanes";

const PAGE = 65_536;
/** 4 GiB less one page: addresses have 32 bits. */
const MAX_PAGES = 65_535;

/** The memory as numbers of each kind. */
interface Views {
  readonly floats: Float32Array;
  readonly ints: Int32Array;
  readonly doubles: Float64Array;
}

/** A stretch of free memory. */
interface Gap {
  at: number;
  bytes: number;
}

/**
 * The engine's memory: variables and what programs need for good are allocated, and one arena serves all programs,
 * because they run one at a time. What nobody holds any more is freed with the object that held it.
 */
export class EngineMemory {
  /** What modules import. */
  readonly memory: WebAssembly.Memory = new WebAssembly.Memory({ initial: 16, maximum: MAX_PAGES });
  /** Address 0 stays unused, so that a forgotten pointer is noticed. */
  #top = 64;
  #gaps: Gap[] = [];
  #arena: Gap = { at: 0, bytes: 0 };
  readonly #owners = new WeakMap<object, Gap>();
  readonly #finalizer = new FinalizationRegistry<Gap>((gap) => this.#free(gap));

  /** Memory that is freed when `owner` is collected. Its content is arbitrary. */
  allocate(bytes: number, owner: object): number {
    const gap = this.#take(padded(Math.max(bytes, 1)));
    this.#finalizer.register(owner, gap, owner);
    this.#owners.set(owner, gap);
    return gap.at;
  }

  /** Frees at once what an owner has that will not be used again. */
  release(owner: object): void {
    const gap = this.#owners.get(owner);
    if (!gap) return;
    this.#finalizer.unregister(owner);
    this.#owners.delete(owner);
    this.#free(gap);
  }

  /** The address of an arena of at least so many bytes. */
  arenaOf(bytes: number): number {
    if (bytes > this.#arena.bytes) {
      this.#free(this.#arena);
      this.#arena = this.#take(padded(bytes));
    }
    return this.#arena.at;
  }

  /** Bytes that somebody holds. */
  used(): number {
    return this.#gaps.reduce((used, gap) => used - gap.bytes, this.#top);
  }

  #take(bytes: number): Gap {
    let best = -1;
    for (const [i, gap] of this.#gaps.entries()) {
      if (gap.bytes >= bytes && (best < 0 || gap.bytes < (this.#gaps[best] as Gap).bytes)) best = i;
    }
    if (best >= 0) {
      const gap = this.#gaps[best] as Gap;
      const { at } = gap;
      gap.at += bytes;
      gap.bytes -= bytes;
      if (gap.bytes === 0) this.#gaps.splice(best, 1);
      return { at, bytes };
    }
    // A gap at the end only needs to grow.
    const last = this.#gaps[this.#gaps.length - 1];
    const ends = last && last.at + last.bytes === this.#top;
    const at = ends ? last.at : this.#top;
    this.#grow(at + bytes);
    if (ends) this.#gaps.pop();
    this.#top = at + bytes;
    return { at, bytes };
  }

  #grow(bytes: number): void {
    const have = this.memory.buffer.byteLength;
    if (bytes <= have) return;
    if (bytes > MAX_PAGES * PAGE) throw tooMuch(bytes, MAX_PAGES * PAGE);
    // Growing by halves keeps the number of times small.
    const pages = Math.ceil(Math.max(bytes - have, Math.min(have / 2, 2 ** 28)) / PAGE);
    try {
      this.memory.grow(Math.min(pages, MAX_PAGES - have / PAGE));
    } catch {
      // Told below.
    }
    if (this.memory.buffer.byteLength < bytes) throw tooMuch(bytes, this.memory.buffer.byteLength);
  }

  #free(gap: Gap): void {
    if (gap.bytes === 0) return;
    const at = this.#gaps.findIndex((g) => g.at > gap.at);
    const i = at < 0 ? this.#gaps.length : at;
    this.#gaps.splice(i, 0, { ...gap });
    // Neighbours become one.
    for (const j of [i, i - 1]) {
      const [a, b] = [this.#gaps[j], this.#gaps[j + 1]];
      if (a && b && a.at + a.bytes === b.at) {
        a.bytes += b.bytes;
        this.#gaps.splice(j + 1, 1);
      }
    }
  }

  /** Copies numbers in. Bools are 32 bits wide here. */
  write(at: number, data: DataArray, dtype: DType): void {
    const { buffer } = this.memory;
    if (dtype === "float64") new Float64Array(buffer, at, data.length).set(data);
    else if (dtype === "float32") new Float32Array(buffer, at, data.length).set(data);
    else new Int32Array(buffer, at, data.length).set(data);
  }

  /** Copies numbers out. */
  read(at: number, size: number, dtype: DType): DataArray {
    const { floats, ints, doubles } = this.#views;
    if (dtype === "float64") return doubles.slice(at / 8, at / 8 + size);
    if (dtype === "float32") return floats.slice(at / 4, at / 4 + size);
    if (dtype === "int32") return ints.slice(at / 4, at / 4 + size);
    const out = allocate("bool", size);
    out.set(ints.subarray(at / 4, at / 4 + size));
    return out;
  }

  /** Writes a few whole numbers. */
  writeInts(at: number, data: Int32Array): void {
    const { ints } = this.#views;
    for (let i = 0; i < data.length; i++) ints[at / 4 + i] = data[i] as number;
  }

  /** Where the numbers of a cell are, which are brought here when they are elsewhere. */
  addressOf(cell: StateCell): number {
    return cell.bufferFor(this, this.#makeBuffer).address;
  }

  readonly #makeBuffer = (data: DataArray, dtype: DType): WasmBuffer => new WasmBuffer(this, dtype, data);

  /** All of the memory as numbers, made again when it has grown. */
  get #views(): Views {
    const { buffer } = this.memory;
    if (this.#viewed?.floats.buffer !== buffer) {
      this.#viewed = {
        floats: new Float32Array(buffer),
        ints: new Int32Array(buffer),
        doubles: new Float64Array(buffer),
      };
    }
    return this.#viewed;
  }

  #viewed: Views | undefined;
}

function tooMuch(needed: number, possible: number): RangeError {
  return new RangeError(
    `The engine needs ${needed} bytes of memory and can have ${possible}; WebAssembly addresses less than 4 GiB. Use ` +
      "smaller batches or a smaller model",
  );
}

/** A variable's numbers in engine memory. */
export class WasmBuffer implements EngineBuffer {
  readonly address: number;

  readonly #dtype: DType;

  constructor(
    readonly owner: EngineMemory,
    dtype: DType,
    data: DataArray,
  ) {
    this.#dtype = dtype;
    this.#size = data.length;
    this.address = owner.allocate(data.length * bytesOf(dtype), this);
    this.write(data);
  }

  readonly #size: number;

  read(): DataArray {
    return this.owner.read(this.address, this.#size, this.#dtype);
  }

  write(data: DataArray): void {
    this.owner.write(this.address, data, this.#dtype);
  }
}
