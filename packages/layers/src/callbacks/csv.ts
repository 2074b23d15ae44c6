/** A line of comma-separated values without its end; fields are quoted where RFC 4180 asks for it. */
export function csvLine(fields: readonly (string | number)[], separator: string): string {
  return fields
    .map((field) => {
      const text = String(field);
      const plain = !text.includes(separator) && !/["\r\n]/.test(text);
      return plain ? text : `"${text.replaceAll('"', '""')}"`;
    })
    .join(separator);
}
