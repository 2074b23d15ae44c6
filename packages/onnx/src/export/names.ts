/** Names within one graph: no two are equal, and the same requests in the same order give the same names. */
export class Names {
  private readonly taken = new Set<string>();

  /** The name, or the name with the first free number behind it. */
  unique(wanted: string): string {
    let name = wanted;
    for (let n = 1; this.taken.has(name); n++) name = `${wanted}_${n}`;
    this.taken.add(name);
    return name;
  }
}
