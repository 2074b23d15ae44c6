/**
 * A small encoder for WebAssembly modules: kernels are emitted at run time, when shapes and strides are known.
 *
 * Source: WebAssembly core specification 2.0, chapter "Binary Format".
 *
 * @module
 */
import { ByteWriter, type ValType, valTypeByte } from "./bytes";
import { type FuncRef, FunctionBuilder } from "./function-builder";

export type { ValType } from "./bytes";
export type { FuncRef, Label, Local } from "./function-builder";
export { FunctionBuilder } from "./function-builder";
export type { LaneOpName, LoadLaneName, LoadName, OpName, StoreLaneName, StoreName } from "./opcodes";

interface ImportedFunction {
  readonly module: string;
  readonly ref: FuncRef;
}

interface DefinedFunction {
  readonly ref: FuncRef;
  readonly builder: FunctionBuilder;
}

/** How a function is defined. */
export interface FuncOptions {
  /** Whether JavaScript sees the function under its name. Default false. */
  readonly export?: boolean;
}

/**
 * Builds one WebAssembly module.
 *
 * @example
 * const module = new ModuleBuilder();
 * module.func("add", ["i32", "i32"], ["i32"], (f) => {
 *   f.get(f.param(0)).get(f.param(1)).op("i32.add");
 * }, { export: true });
 * const instance = new WebAssembly.Instance(new WebAssembly.Module(module.toBytes()));
 * // instance.exports.add(2, 3) === 5
 */
export class ModuleBuilder {
  #memory: { module: string; name: string } | undefined;
  readonly #imports: ImportedFunction[] = [];
  readonly #functions: DefinedFunction[] = [];
  readonly #exports = new Map<string, FuncRef>();

  /** Imports the memory (index 0, not shared, of any size) that every load and store works on. */
  importMemory(module: string, name: string): void {
    if (this.#memory !== undefined)
      throw new Error(`wasm module: "${this.#memory.name}" is imported already`);
    this.#memory = { module, name };
  }

  /** Imports a function; may be called before or after functions are defined. */
  importFunction(
    module: string,
    name: string,
    params: readonly ValType[],
    results: readonly ValType[],
  ): FuncRef {
    const ref: FuncRef = { index: this.#imports.length, name, params: [...params], results: [...results] };
    this.#imports.push({ module, ref });
    return ref;
  }

  /**
   * Defines a function and builds its body at once. A function can be called by functions that are defined later.
   *
   * @throws When the body uses the builder wrongly, or the exported name is taken.
   */
  func(
    name: string,
    params: readonly ValType[],
    results: readonly ValType[],
    build: (f: FunctionBuilder) => void,
    options: FuncOptions = {},
  ): FuncRef {
    const builder = new FunctionBuilder(name, params);
    build(builder);
    const imports = this.#imports;
    const position = this.#functions.length;
    const ref: FuncRef = {
      // Imports come first, and more of them may follow.
      get index(): number {
        return imports.length + position;
      },
      name,
      params: [...params],
      results: [...results],
    };
    this.#functions.push({ ref, builder });
    if (options.export ?? false) this.exportFunction(ref);
    return ref;
  }

  /** Lets JavaScript see a function under `name` (default: its own name). */
  exportFunction(ref: FuncRef, name: string = ref.name): void {
    if (this.#exports.has(name)) {
      throw new Error(`wasm module: the export name "${name}" is taken`);
    }
    this.#exports.set(name, ref);
  }

  /** The module in the binary format, with a name section, so that profiles and traps show kernel names. */
  toBytes(): Uint8Array<ArrayBuffer> {
    const out = new ByteWriter();
    out.append([0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00]);
    const all = [...this.#imports, ...this.#functions].map((entry) => entry.ref);
    for (const { builder, ref } of this.#functions) {
      for (const target of builder.callees()) {
        if (all[target.index] === target) continue;
        throw new Error(
          `wasm function "${ref.name}": calls "${target.name}", which belongs to another module`,
        );
      }
    }
    const types = new Map<string, number>();
    const typeOf = (ref: FuncRef): number => {
      const key = `${ref.params.join()}:${ref.results.join()}`;
      let index = types.get(key);
      if (index === undefined) types.set(key, (index = types.size));
      return index;
    };
    const typeIndices = all.map(typeOf);
    out.section(1, (section) => {
      section.u32(types.size);
      for (const key of types.keys()) {
        section.byte(0x60);
        for (const list of key.split(":")) {
          const names = list === "" ? [] : (list.split(",") as ValType[]);
          section.u32(names.length);
          for (const name of names) section.byte(valTypeByte(name));
        }
      }
    });
    out.section(2, (section) => {
      section.u32(this.#imports.length + (this.#memory === undefined ? 0 : 1));
      if (this.#memory !== undefined) {
        section.name(this.#memory.module);
        section.name(this.#memory.name);
        section.append([0x02, 0x00, 0x00]);
      }
      this.#imports.forEach(({ module, ref }, i) => {
        section.name(module);
        section.name(ref.name);
        section.byte(0x00);
        section.u32(typeIndices[i]!);
      });
    });
    out.section(3, (section) => {
      section.u32(this.#functions.length);
      for (const { ref } of this.#functions) section.u32(typeIndices[ref.index]!);
    });
    out.section(7, (section) => {
      section.u32(this.#exports.size);
      for (const [name, ref] of this.#exports) {
        section.name(name);
        section.byte(0x00);
        section.u32(ref.index);
      }
    });
    out.section(10, (section) => {
      section.u32(this.#functions.length);
      for (const { builder } of this.#functions) {
        const body = builder.finish();
        section.u32(body.length);
        section.append(body);
      }
    });
    out.section(0, (section) => {
      section.name("name");
      section.section(1, (names) => {
        names.u32(all.length);
        all.forEach((ref, index) => {
          names.u32(index);
          names.name(ref.name);
        });
      });
    });
    return Uint8Array.from(out.bytes);
  }
}
