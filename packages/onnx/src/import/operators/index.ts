import type { Operators } from "../call";
import { alongAxis } from "./along-axis";
import { bits } from "./bits";
import { elementwise } from "./elementwise";
import { indexing } from "./indexing";
import { nn } from "./nn";
import { reduction } from "./reduction";
import { shape } from "./shape";

/** Every operator that can be read. */
export const operators: Operators = {
  ...elementwise,
  ...bits,
  ...nn,
  ...reduction,
  ...shape,
  ...indexing,
  ...alongAxis,
};
