import { bytes, double, encode, type Field, int, message, text } from "./fields";
import { record } from "./record";

/** Where the bytes of one event file go, piece by piece. */
export interface ByteSink {
  /** Adds bytes at the end. */
  write(data: Uint8Array): void | Promise<void>;
  /** Lets the file go. */
  close(): void | Promise<void>;
}

/** An event file: a first record that says so, then events with a time and a step. */
export class EventLog {
  private waiting: Uint8Array[] = [];
  private size = 0;
  private sink: ByteSink | undefined;

  /** @param open - Called when the first bytes are to be written. */
  constructor(private readonly open: () => ByteSink | Promise<ByteSink>) {
    this.put(text(3, "brain.Event:2"));
  }

  /** The number of bytes that wait to be written. */
  get pending(): number {
    return this.size;
  }

  /** Adds values at a step. */
  addSummary(step: number, values: readonly Field[]): void {
    if (values.length > 0) this.put(int(2, step), message(5, ...values));
  }

  /** Adds a graph: the bytes of a GraphDef. */
  addGraph(graph: Uint8Array): void {
    this.put(bytes(4, graph));
  }

  /** Writes what waits. */
  async flush(): Promise<void> {
    if (this.waiting.length === 0) return;
    const all = new Uint8Array(this.size);
    let at = 0;
    for (const one of this.waiting) {
      all.set(one, at);
      at += one.length;
    }
    this.waiting = [];
    this.size = 0;
    this.sink ??= await this.open();
    await this.sink.write(all);
  }

  /** Writes what waits and lets the file go. */
  async close(): Promise<void> {
    await this.flush();
    await this.sink?.close();
    this.sink = undefined;
  }

  private put(...fields: readonly Field[]): void {
    const one = record(encode(double(1, Date.now() / 1000), ...fields));
    this.waiting.push(one);
    this.size += one.length;
  }
}
