/** What runs JavaScript. */
export interface Runtime {
  /** "node", or the name of a browser, such as "Chrome"; "unknown" elsewhere. */
  readonly name: string;
  /** Its version, such as "22.11.0"; empty where it does not tell. */
  readonly version: string;
}

/** The browsers by what they say of themselves, those first that also name another one. */
const browsers = [
  ["Edge", /Edg(?:e|A|iOS)?\/([\d.]+)/],
  ["Opera", /OPR\/([\d.]+)/],
  ["Firefox", /(?:Firefox|FxiOS)\/([\d.]+)/],
  ["Chrome", /(?:HeadlessChrome|Chrome|CriOS)\/([\d.]+)/],
  ["Safari", /Version\/([\d.]+).* Safari\//],
] as const;

/** The browser by its `navigator.userAgent`. */
export function browserOf(userAgent: string): Runtime {
  for (const [name, pattern] of browsers) {
    const version = pattern.exec(userAgent)?.[1];
    if (version !== undefined) return { name, version };
  }
  return { name: userAgent === "" ? "unknown" : userAgent, version: "" };
}

/** What runs this. */
export function runtimeHere(): Runtime {
  const versions = typeof process === "undefined" ? undefined : process.versions;
  // Others that pretend to be Node have a version of their own beside Node's.
  for (const name of ["bun", "deno", "node"] as const) {
    const version = versions?.[name];
    if (version !== undefined) return { name, version };
  }
  return browserOf(typeof navigator === "undefined" ? "" : navigator.userAgent);
}
