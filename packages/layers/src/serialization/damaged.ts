/** An error about a file that cannot be what it says. */
export function damaged(where: string, why: string): RangeError {
  return new RangeError(`${where}: the file is damaged: ${why}; get it again, or save the model once more`);
}
