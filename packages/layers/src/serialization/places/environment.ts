/** Whether this is Node, with a file system. */
export function isNode(): boolean {
  const { process } = globalThis as { process?: { versions?: { node?: string } } };
  return process?.versions?.node !== undefined;
}

/** A place such as `indexeddb://name` in two parts, or undefined for a path. */
export function splitScheme(place: string): readonly [scheme: string, rest: string] | undefined {
  const match = /^([a-z][a-z0-9+.-]+):\/\/(.*)$/i.exec(place);
  return match === null ? undefined : [(match[1] as string).toLowerCase(), match[2] as string];
}
