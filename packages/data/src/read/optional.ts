import { DataError } from "../errors";

/** For `import("…").catch(…)` of a package that is only needed by who calls: says how to install it. */
export const notInstalled =
  (who: string, name: string): ((error: unknown) => never) =>
  (error) => {
    throw new DataError(
      `${who}: expected the package ${name}, which cannot be loaded (${(error as Error).message.split("\n")[0]}); install it: npm i ${name}`,
    );
  };
