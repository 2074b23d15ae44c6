import * as layers from "@wellfit/layers";
import type { LayerRow, LayerRows } from "./row";

const inputs = [
  [5, 2],
  [4, 5, 2],
  [3, 4, 2, 2],
] as const;

const row = (axes: 1 | 2 | 3, make: LayerRow["make"]): LayerRow => ({
  make,
  input: inputs[axes - 1] as readonly number[],
  learns: false,
  anyShape: true,
});

/** Layers that pool windows or whole axes. */
export const pooling: LayerRows = {
  MaxPooling1D: row(1, (o) => layers.maxPooling1d(3, { strides: 1, padding: "same", ...o })),
  MaxPooling2D: row(2, (o) => layers.maxPooling2d([2, 3], o)),
  MaxPooling3D: row(3, (o) => layers.maxPooling3d(2, { strides: [1, 2, 1], ...o })),
  AveragePooling1D: row(1, (o) => layers.averagePooling1d(3, { strides: 1, padding: "same", ...o })),
  AveragePooling2D: row(2, (o) => layers.averagePooling2d([2, 3], o)),
  AveragePooling3D: row(3, (o) => layers.averagePooling3d(2, { strides: [1, 2, 1], ...o })),
  GlobalMaxPooling1D: row(1, (o) => layers.globalMaxPooling1d({ keepdims: true, ...o })),
  GlobalMaxPooling2D: row(2, (o) => layers.globalMaxPooling2d(o)),
  GlobalMaxPooling3D: row(3, (o) => layers.globalMaxPooling3d(o)),
  GlobalAveragePooling1D: row(1, (o) => layers.globalAveragePooling1d(o)),
  GlobalAveragePooling2D: row(2, (o) => layers.globalAveragePooling2d({ keepdims: true, ...o })),
  GlobalAveragePooling3D: row(3, (o) => layers.globalAveragePooling3d(o)),
  AdaptiveMaxPooling1D: row(1, (o) => layers.adaptiveMaxPooling1d(3, o)),
  AdaptiveMaxPooling2D: row(2, (o) => layers.adaptiveMaxPooling2d([3, 2], o)),
  AdaptiveMaxPooling3D: row(3, (o) => layers.adaptiveMaxPooling3d([3, 2, 1], o)),
  AdaptiveAveragePooling1D: row(1, (o) => layers.adaptiveAveragePooling1d(3, o)),
  AdaptiveAveragePooling2D: row(2, (o) => layers.adaptiveAveragePooling2d([3, 2], o)),
  AdaptiveAveragePooling3D: row(3, (o) => layers.adaptiveAveragePooling3d([3, 2, 1], o)),
};
