// Small WebAssembly modules, assembled by hand: what the machine can do, for results to be held against.

/** Opcodes; those of SIMD stand behind the prefix 0xfd. */
const op = {
  loop: [0x03, 0x40],
  end: [0x0b],
  branchIf: (/** @type {number} */ depth) => [0x0d, depth],
  get: (/** @type {number} */ local) => [0x20, local],
  set: (/** @type {number} */ local) => [0x21, local],
  tee: (/** @type {number} */ local) => [0x22, local],
  i32: (/** @type {number} */ value) => [0x41, ...signed(value)],
  i32Add: [0x6a],
  i32Sub: [0x6b],
  i32And: [0x71],
  i32Less: [0x49],
  f32: (/** @type {number} */ value) => [0x43, ...new Uint8Array(Float32Array.of(value).buffer)],
  memoryCopy: [0xfc, 0x0a, 0x00, 0x00],
  load: (/** @type {number} */ offset) => [0xfd, 0x00, 4, ...unsigned(offset)],
  store: (/** @type {number} */ offset) => [0xfd, 0x0b, 4, ...unsigned(offset)],
  splat: [0xfd, 0x13],
  add: [0xfd, ...unsigned(0xe4)],
  multiply: [0xfd, ...unsigned(0xe6)],
  multiplyAdd: [0xfd, ...unsigned(0x105)],
};

/**
 * Loops of nothing but arithmetic on four numbers at once, whose accumulators are as many as are named. Two forms: each
 * accumulator becomes itself times one register plus another; or it grows by a product of one of four vectors with one
 * of two, as in the inside of a matrix product, and the two come from the first 4 kB of memory. Nothing in them is the
 * same in every turn, so nothing can be moved out of the loop.
 * @typedef {{ run: (turns: number) => void, flopsATurn: number, name: string }} ArithmeticLoop
 * @returns {ArithmeticLoop[]} also fused multiply-adds where this Node has them
 */
export function arithmeticLoops() {
  return [false, true].flatMap((fused) =>
    [
      ...[8, 10, 12, 13].map((count) => ({ count, body: chains(count, fused), form: "chains" })),
      { count: 8, body: products(4, 2, fused), form: "products" },
    ].flatMap(({ count, body, form }) => {
      const bytes = module([{ name: "run", parameters: 1, code: body }], 1);
      if (!WebAssembly.validate(bytes)) return [];
      const { run } = exportsOf(bytes);
      const name = `${count} ${form}, ${fused ? "fused multiply-add" : "multiply and add"}`;
      return [{ run: /** @type {any} */ (run), flopsATurn: count * 8, name }];
    }),
  );
}

/**
 * @returns {boolean} whether this Node has relaxed SIMD
 */
export function hasFusedMultiplyAdd() {
  return WebAssembly.validate(module([{ name: "run", parameters: 1, code: chains(1, true) }], 1));
}

/**
 * Ways to copy: what WebAssembly has for it, and a loop of 16 bytes at a time, eight to a turn.
 * @param {number} bytes a multiple of 128
 * @returns {{ memory: WebAssembly.Memory, from: number, to: number, ways: { instruction: () => void, loop: () => void } }}
 */
export function copies(bytes) {
  const [from, to] = [0, bytes];
  const [at, v128s] = [0, Array.from({ length: 8 }, (_, i) => 16 * i)];
  const built = [...op.i32(to), ...op.i32(from), ...op.i32(bytes), ...op.memoryCopy];
  const loop = [
    ...op.loop,
    ...v128s.flatMap((offset) => [
      ...op.get(at),
      ...op.get(at),
      ...op.load(from + offset),
      ...op.store(to + offset),
    ]),
    ...[op.get(at), op.i32(128), op.i32Add, op.tee(at), op.i32(bytes), op.i32Less, op.branchIf(0)].flat(),
    ...op.end,
  ];
  const code = module(
    [
      { name: "built", parameters: 1, code: { locals: 0, code: built } },
      { name: "loop", parameters: 1, code: { locals: 0, code: loop } },
    ],
    (2 * bytes) / 65536 + 1,
  );
  const { built: first, loop: second, memory } = /** @type {any} */ (exportsOf(code));
  return { memory, from, to, ways: { instruction: () => first(0), loop: () => second(0) } };
}

/**
 * @typedef {{ locals: number, code: number[] }} Body `locals` vectors after the parameters
 */

/**
 * @param {number} count
 * @param {boolean} fused
 * @returns {Body} of a function of the number of turns
 */
function chains(count, fused) {
  const [turns, factor, summand] = [0, 1, 2];
  const accumulators = Array.from({ length: count }, (_, i) => 3 + i);
  // Everything tends to 2, so that nothing overflows and nothing is denormal.
  const start = [
    ...[...op.f32(0.5), ...op.splat, ...op.set(factor), ...op.f32(1), ...op.splat, ...op.set(summand)],
    ...accumulators.flatMap((local) => [...op.f32(local), ...op.splat, ...op.set(local)]),
  ];
  const work = accumulators.flatMap((local) => [
    ...op.get(local),
    ...op.get(factor),
    ...(fused ? [] : op.multiply),
    ...op.get(summand),
    ...(fused ? op.multiplyAdd : op.add),
    ...op.set(local),
  ]);
  return { locals: 2 + count, code: [...start, ...counted(turns, work), ...keep(accumulators)] };
}

/**
 * @param {number} rows
 * @param {number} columns
 * @param {boolean} fused
 * @returns {Body} of a function of the number of turns
 */
function products(rows, columns, fused) {
  const turns = 0;
  const lefts = Array.from({ length: rows }, (_, i) => 1 + i);
  const rights = Array.from({ length: columns }, (_, j) => 1 + rows + j);
  const first = 1 + rows + columns;
  const accumulators = Array.from({ length: rows * columns }, (_, i) => first + i);
  const start = lefts.flatMap((local) => [...op.f32(local / 8), ...op.splat, ...op.set(local)]);
  const work = [
    ...rights.flatMap((local, j) => [
      ...[op.get(turns), op.i32(127), op.i32And].flat(),
      ...op.load(16 * j),
      ...op.set(local),
    ]),
    ...lefts.flatMap((left, i) =>
      rights.flatMap((right, j) => {
        const accumulator = first + i * columns + j;
        const operands = [...op.get(left), ...op.get(right)];
        return fused
          ? [...operands, ...op.get(accumulator), ...op.multiplyAdd, ...op.set(accumulator)]
          : [...op.get(accumulator), ...operands, ...op.multiply, ...op.add, ...op.set(accumulator)];
      }),
    ),
  ];
  const locals = rows + columns + rows * columns;
  return { locals, code: [...start, ...counted(turns, work), ...keep(accumulators)] };
}

/**
 * @param {number} turns the parameter that is counted down
 * @param {number[]} work
 * @returns {number[]}
 */
function counted(turns, work) {
  const again = [op.get(turns), op.i32(1), op.i32Sub, op.tee(turns), op.branchIf(0)].flat();
  return [...op.loop, ...work, ...again, ...op.end];
}

/**
 * Stores the results behind the first 4 kB, so that they count as used.
 * @param {number[]} locals
 * @returns {number[]}
 */
function keep(locals) {
  return locals.flatMap((local, i) => [...op.i32(4096 + 16 * i), ...op.get(local), ...op.store(0)]);
}

/**
 * @param {{ name: string, parameters: number, code: Body }[]} functions of 32-bit integers, without results
 * @param {number} pages of memory
 * @returns {Uint8Array<ArrayBuffer>}
 */
function module(functions, pages) {
  /** @type {(id: number, items: number[][]) => number[]} */
  const section = (id, items) => {
    const content = [...unsigned(items.length), ...items.flat()];
    return [id, ...unsigned(content.length), ...content];
  };
  /** @param {string} text */
  const name = (text) => [text.length, ...Buffer.from(text)];
  const bodies = functions.map(({ code: { locals, code } }) => {
    const declared = locals > 0 ? [1, ...unsigned(locals), 0x7b] : [0];
    const body = [...declared, ...code, ...op.end];
    return [...unsigned(body.length), ...body];
  });
  return Uint8Array.from([
    ...[0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00],
    ...section(
      1,
      functions.map(({ parameters }) => [0x60, parameters, ...Array(parameters).fill(0x7f), 0]),
    ),
    ...section(
      3,
      functions.map((_, i) => [i]),
    ),
    ...section(5, [[0x00, ...unsigned(pages)]]),
    ...section(7, [[...name("memory"), 0x02, 0], ...functions.map((one, i) => [...name(one.name), 0x00, i])]),
    ...section(10, bodies),
  ]);
}

/**
 * @param {Uint8Array<ArrayBuffer>} bytes
 * @returns {WebAssembly.Exports}
 */
function exportsOf(bytes) {
  return new WebAssembly.Instance(new WebAssembly.Module(bytes)).exports;
}

/**
 * @param {number} value
 * @returns {number[]} LEB128
 */
function unsigned(value) {
  return value < 128 ? [value] : [(value & 127) | 128, ...unsigned(value >>> 7)];
}

/**
 * @param {number} value
 * @returns {number[]} LEB128
 */
function signed(value) {
  const rest = value >> 7;
  const done = (rest === 0 && (value & 64) === 0) || (rest === -1 && (value & 64) !== 0);
  return done ? [value & 127] : [(value & 127) | 128, ...signed(rest)];
}
