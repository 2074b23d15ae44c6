/** Keeps a few things that are costly to make, by what they are for; who takes one has it alone until it is given back. */
export class Pool<T> {
  private readonly kept: { readonly key: string; readonly item: T }[] = [];

  constructor(private readonly size: number) {}

  /** One that was given back, if there is one. */
  take<U extends T>(key: string): U | undefined {
    const at = this.kept.findIndex((entry) => entry.key === key);
    return at < 0 ? undefined : ((this.kept.splice(at, 1)[0] as { item: T }).item as U);
  }

  /** Keeps it for the next who asks; the oldest goes when there are too many. */
  give(key: string, item: T): void {
    this.kept.push({ key, item });
    if (this.kept.length > this.size) this.kept.shift();
  }

  /** Forgets everything. */
  clear(): void {
    this.kept.length = 0;
  }
}
