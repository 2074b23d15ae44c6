import type { Features } from "./preparation";

/** Rows of several parts below each other. */
export const joinFeatures = (parts: readonly Features[]): Features => {
  const columns = parts[0]?.shape[1] ?? 0;
  const rows = parts.reduce((sum, { shape }) => sum + shape[0], 0);
  const data = new Float32Array(rows * columns);
  let at = 0;
  for (const part of parts) {
    data.set(part.data, at);
    at += part.data.length;
  }
  return { data, shape: [rows, columns] };
};
