import { withApart } from "../../src/common/resolve";
import { APART } from "../../src/serialization/apart";

/** Runs `body` with the names that files know: also those of classes that families keep apart. */
export function asFiles<R>(body: () => R): R {
  return withApart(APART, body);
}
