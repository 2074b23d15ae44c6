// Wellfit as it is built in this checkout.

/**
 * A built package of this repository.
 * @param {string} name "core", "layers" or "data"
 * @returns {Promise<any>}
 */
export async function loadWellfit(name) {
  const file = new URL(`../../packages/${name}/dist/index.js`, import.meta.url);
  try {
    return await import(file.href);
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code !== "ERR_MODULE_NOT_FOUND") throw error;
    throw new Error(
      `@wellfit/${name} is not built: run \`npm run setup\` in the root of the repository first`,
      {
        cause: error,
      },
    );
  }
}
