import { show } from "./options";

/** Returns a name that files and summaries can hold; throws for others. */
export function checkName(where: string, name: unknown): string {
  if (typeof name === "string" && name !== "" && !name.includes("/")) return name;
  throw new TypeError(
    `${where}: received name ${show(name)}, expected a string that is not empty and has no "/"`,
  );
}
