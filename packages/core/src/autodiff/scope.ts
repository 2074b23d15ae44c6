import { isFloat } from "../graph/dtype";
import type { Scope } from "../graph/node";
import { flattenTree, type TreeShape } from "../graph/pytree";
import { isTensor, Tensor } from "../ops/tensor";

let level = 0;

/** Runs `body` in a scope inside of those that are open; it stays active until it is closed. */
export function inScope<R>(body: (scope: Scope) => R): R {
  const scope: Scope = { active: true, level: level++ };
  try {
    return body(scope);
  } finally {
    level--;
  }
}

/** As {@link inScope}, and closes the scope: nothing walks back over its nodes any more. */
export function inClosedScope<R>(body: (scope: Scope) => R): R {
  return inScope((scope) => {
    try {
      return body(scope);
    } finally {
      scope.active = false;
    }
  });
}

/** The same numbers as a new node, which the gradient leads back to. */
export function watch(x: Tensor, scope: Scope, what: string): Tensor {
  if (!isFloat(x.dtype)) {
    throw new TypeError(`${what}: received a tensor of ${x.dtype}, expected a float; cast it first`);
  }
  const watched = new Tensor("identity", [x], {}, x.shape, x.dtype);
  if (watched.scope === undefined || watched.scope.level > scope.level) watched.scope = scope;
  return watched;
}

/** The tensors of a tree, each watched; `what` names the function and `which` the tree in errors. */
export function watchTree(
  tree: unknown,
  scope: Scope,
  what: string,
  which: string,
): { readonly watched: Tensor[]; readonly shape: TreeShape } {
  const leaves: Tensor[] = [];
  const shape = flattenTree(tree, isTensor, leaves);
  if (leaves.length === 0) {
    throw new TypeError(
      `${what}: ${which} holds no tensor to differentiate with respect to; pass tensor(...) or an array or object of ` +
        "tensors",
    );
  }
  return { watched: leaves.map((leaf) => watch(leaf, scope, what)), shape };
}
