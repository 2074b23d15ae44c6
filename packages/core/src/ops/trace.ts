import type { StateCell } from "../graph/state";
import { apply, readValue, type Tensor } from "./tensor";

/** What a program that is being traced read and assigned. */
export interface Trace {
  readonly cells: Map<StateCell, { readonly old: Tensor; current: Tensor; assigned: boolean }>;
}

const traces: Trace[] = [];

/** Whether a function is being traced right now. */
export function isTracing(): boolean {
  return traces.length > 0;
}

/** Runs `body` with reads and assignments of variables recorded instead of carried out. */
export function withTrace<R>(body: () => R): { result: R; trace: Trace } {
  const trace: Trace = { cells: new Map() };
  traces.push(trace);
  try {
    return { result: body(), trace };
  } finally {
    traces.pop();
  }
}

/** The lazy read of a cell that has not been written since, if somebody may still hold it. */
const reads = new WeakMap<StateCell, WeakRef<Tensor>>();

/** What cells are read as instead of what they hold. */
let substitutes: ReadonlyMap<StateCell, Tensor> | undefined;

/** Runs `body`, in which some cells are read as other values. */
export function withSubstitutes<R>(values: ReadonlyMap<StateCell, Tensor>, body: () => R): R {
  const before = substitutes;
  substitutes = before === undefined ? values : new Map([...before, ...values]);
  try {
    return body();
  } finally {
    substitutes = before;
  }
}

/** What a cell holds: in a trace, what was last assigned there. */
export function readCell(cell: StateCell): Tensor {
  const substitute = substitutes?.get(cell);
  if (substitute) return substitute;
  const trace = traces[traces.length - 1];
  if (trace) return entry(trace, cell).current;
  const pending = reads.get(cell)?.deref();
  if (pending && cell.beforeWrite) return pending;
  const read = apply("state", [], { cell });
  const ref = new WeakRef(read);
  reads.set(cell, ref);
  // Lazy means that the numbers are looked at later, and they must be those of now.
  cell.beforeWrite = () => {
    const reader = ref.deref();
    if (reader && reader.value === undefined) reader.settle(cell.read());
  };
  return read;
}

/** Why variables must not be assigned right now, if so. */
let forbidden: string | undefined;

/** Runs `body`, in which assigning a variable throws with this reason. */
export function withoutAssignments<R>(why: string, body: () => R): R {
  const before = forbidden;
  forbidden = why;
  try {
    return body();
  } finally {
    forbidden = before;
  }
}

/** Makes a cell hold something else, at once or, in a trace, when the program runs. */
export function assignCell(cell: StateCell, value: Tensor): void {
  const why = substitutes?.has(cell) ? "assigned inside of withValues, which stands in for it" : forbidden;
  if (why !== undefined) throw new Error(`variable ${JSON.stringify(cell.name)}: ${why}`);
  const trace = traces[traces.length - 1];
  if (trace) {
    const at = entry(trace, cell);
    at.current = value;
    at.assigned = true;
  } else cell.write(readValue(value));
}

function entry(trace: Trace, cell: StateCell): { readonly old: Tensor; current: Tensor; assigned: boolean } {
  let at = trace.cells.get(cell);
  if (!at) {
    const old = apply("state", [], { cell });
    // What the variable holds is only known when the program runs.
    old.abstract = true;
    at = { old, current: old, assigned: false };
    trace.cells.set(cell, at);
  }
  return at;
}
