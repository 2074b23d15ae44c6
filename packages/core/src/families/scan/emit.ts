import type { ExtensionEmitter } from "../../engines/wasm/emit/extension";
import { bytesOf } from "../../engines/wasm/emit/lanes";
import { emitCall, emitKernels } from "../../engines/wasm/emit/program";
import type { Local } from "../../engines/wasm/encoder";
import { Node } from "../../graph/node";
import type { Program } from "../../graph/program";
import { sizeOf } from "../../graph/shape";
import { StateCell } from "../../graph/state";
import { schedule } from "../../schedule/index";
import type { Buffer, Schedule } from "../../schedule/ir";
import { padded } from "../../schedule/memory";
import type { ScanBody } from "./body";
import type { ScanParams } from "./params";

/**
 * One step as kernels of the module, and a function that calls them as often as the loop is long: carries are updated
 * in place, slices and what is stacked are addresses that move.
 */
export const emitScan: ExtensionEmitter = (nest, name, context) => {
  const { body, length, reverse } = nest.node.params as ScanParams;
  const wanted = nest.results ?? [];
  if (wanted.length === 0) return undefined;
  const live = liveOutputs(body, wanted);
  const { program, cells } = stepProgram(name, body, live);
  const step = emitKernels(schedule(program), context);
  const bytes = (node: Node): number => sizeOf(node.shape) * bytesOf(node.dtype);
  // Carries that nobody asks for live behind the step's own memory.
  let scratchBytes = padded(step.arenaBytes);
  const own = new Map<number, number>();
  for (const index of live) {
    if (index >= body.carries || wanted.includes(index)) continue;
    own.set(index, scratchBytes);
    scratchBytes += padded(bytes(body.outputs[index] as Node));
  }
  const buffers = [...nest.reads, ...nest.writes.slice(1)];
  const func = context.module.func(name, new Array<"i32">(buffers.length + 3).fill("i32"), [], (f) => {
    const scratch = f.param(buffers.length);
    const written = (index: number): Local => f.param(nest.reads.length + wanted.indexOf(index));
    const moving: { local: Local; bytes: number }[] = [];
    const moves = (from: Local, size: number): Local => {
      const local = f.local("i32");
      f.get(from);
      if (reverse) f.i32((length - 1) * size).op("i32.add");
      f.set(local);
      moving.push({ local, bytes: reverse ? -size : size });
      return local;
    };
    // Where what the step reads and updates lies: cells by their position, inputs by theirs.
    const states = cells.map((index) => {
      if (index >= body.carries) return moves(written(index), bytes(body.outputs[index] as Node));
      const place = f.local("i32");
      const at = own.get(index);
      if (at === undefined) f.get(written(index)).set(place);
      else f.get(scratch).i32(at).op("i32.add").set(place);
      f.get(place)
        .get(f.param(index))
        .i32(bytes(body.inputs[index] as Node))
        .memoryCopy();
      return place;
    });
    const inputs = body.inputs.slice(body.carries).map((input, i) => {
      const from = f.param(body.carries + i);
      return i < body.slices ? moves(from, bytes(input)) : from;
    });
    const roots = new Map<Buffer, Local>();
    for (const buffer of step.table) {
      const { place } = buffer;
      const local =
        place.kind === "state"
          ? states[place.index]
          : place.kind === "input"
            ? inputs[place.index]
            : undefined;
      if (!local) throw new Error(`scan: ${buffer.name} has no place in a step`);
      roots.set(buffer, local);
    }
    const t = f.local("i32");
    f.forRange(t, 0, length, 1, () => {
      for (const call of step.kernels.flat()) emitCall(f, call, scratch, roots, step.arena);
      for (const { local, bytes: by } of moving) f.get(local).i32(by).op("i32.add").set(local);
    });
  });
  return {
    func,
    pointers: buffers.map((buffer) => ({ buffer, offset: 0 })),
    scratchBytes,
    takesScratch: true,
    end: 1,
  };
};

/** The outputs that must be computed for those that are wanted: also the carries that they depend on, in any step. */
function liveOutputs(body: ScanBody, wanted: readonly number[]): number[] {
  const needs = body.outputs.map((output) => {
    const seen = new Set<Node>();
    const stack: Node[] = [output];
    for (let node = stack.pop(); node; node = stack.pop()) {
      if (seen.has(node)) continue;
      seen.add(node);
      stack.push(...node.inputs);
    }
    return body.inputs.slice(0, body.carries).flatMap((carry, i) => (seen.has(carry) ? [i] : []));
  });
  const live = new Set<number>();
  const stack = [...wanted];
  for (let index = stack.pop(); index !== undefined; index = stack.pop()) {
    if (live.has(index)) continue;
    live.add(index);
    stack.push(...(needs[index] as number[]));
  }
  return [...live].sort((a, b) => a - b);
}

/** A step as a program: what is carried and what is stacked are cells, slices and what comes from outside inputs. */
function stepProgram(
  name: string,
  body: ScanBody,
  live: readonly number[],
): { program: Program; cells: readonly number[] } {
  const states = live.map((index) => {
    const { shape, dtype } = body.outputs[index] as Node;
    return new StateCell(index < body.carries ? "carry" : "stack", shape, dtype);
  });
  const made = new Map<Node, Node>();
  const inputs: Node[] = [];
  body.inputs.forEach((input, i) => {
    const { shape, dtype } = input;
    if (i < body.carries) {
      const cell = states[live.indexOf(i)];
      if (cell) made.set(input, new Node("state", [], { cell }, shape, dtype));
      return;
    }
    const to = new Node("input", [], { index: inputs.length, shape, dtype }, shape, dtype);
    inputs.push(to);
    made.set(input, to);
  });
  for (const node of body.order) {
    if (made.has(node) || node.inputs.some((input) => !made.has(input)) || node.op === "input") continue;
    const operands = node.inputs.map((input) => made.get(input) as Node);
    made.set(node, new Node(node.op, operands, node.params, node.shape, node.dtype, node.value));
  }
  const updates = live.map((index, state) => ({
    state,
    value: made.get(body.outputs[index] as Node) as Node,
  }));
  return { program: { name, inputs, states, outputs: [], updates }, cells: live };
}

/** The kernels of one step that computes these results. */
export function stepSchedule(body: ScanBody, wanted: readonly number[]): Schedule {
  return schedule(stepProgram("step", body, liveOutputs(body, wanted)).program);
}
