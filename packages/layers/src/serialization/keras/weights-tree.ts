import type { Variable } from "@wellfit/core";
import { dataset, group, text } from "../hdf5/make";
import {
  groupAt,
  type H5Dataset,
  type H5Group,
  type H5Node,
  type H5WrittenType,
  nodeAt,
} from "../hdf5/nodes";
import type { Assignments } from "./assignments";
import type { Part } from "./parts";

/** A variable as an array in a file. */
export function stored(variable: Variable, dtype?: H5WrittenType): H5Dataset {
  const data = variable.data();
  // Keras counts in int64.
  const own = variable.dtype === "int32" ? "int64" : (variable.dtype as H5WrittenType);
  return dataset(
    dtype ?? own,
    variable.shape,
    data instanceof Float32Array || data instanceof Float64Array ? data : Float64Array.from(data),
  );
}

/** The group "vars" of an object: its variables by their numbers, and its name. */
export function varsGroup(name: string, variables: readonly H5Dataset[]): H5Group {
  return group(
    variables.map((one, i) => [String(i), one]),
    [["name", text(name)]],
  );
}

/** The groups of a model's weights, as in `model.weights.h5`. */
export function weightGroups(part: Part, vars: string = part.layer.name): Map<string, H5Node> {
  const children = new Map<string, H5Node>();
  for (const inner of part.parts) {
    const [first, second] = inner.key.split("/") as [string, string?];
    const node = group(weightGroups(inner));
    if (second === undefined) children.set(first, node);
    else (within(children, first).children as Map<string, H5Node>).set(second, node);
  }
  children.set(
    "vars",
    varsGroup(
      vars,
      part.own.map((variable) => stored(variable)),
    ),
  );
  return children;
}

function within(children: Map<string, H5Node>, name: string): H5Group {
  const found = children.get(name);
  if (found?.kind === "group") return found;
  const made = group();
  children.set(name, made);
  return made;
}

/**
 * Finds the variables of a model in the groups of `model.weights.h5`.
 *
 * @param path - Where the group stands, for messages.
 */
export function readWeightGroups(part: Part, root: H5Group | undefined, into: Assignments, path = ""): void {
  const vars = root === undefined ? undefined : groupAt(root, "vars");
  const count = vars?.children.size ?? 0;
  const { own, layer } = part;
  const where = `${layer.name} (${path === "" ? "/" : path}vars)`;
  if (count !== own.length) {
    into.refuse(
      `${where}: the file has ${count} variables, expected ${own.length}` +
        `${own.length === 0 ? "" : ` (${own.map((v) => `${v.name} [${v.shape.join(", ")}]`).join(", ")})`}; the weights ` +
        "belong to another model",
    );
  } else {
    own.forEach((variable, i) => {
      const found = nodeAt(vars as H5Group, String(i));
      if (found?.kind === "dataset") into.add(`${where}: ${variable.name}`, variable, found);
      else
        into.refuse(
          `${where}: the file has no variable ${i}, expected ${variable.name} of shape [${variable.shape.join(", ")}]`,
        );
    });
  }
  for (const inner of part.parts) {
    readWeightGroups(inner, root && groupAt(root, inner.key), into, `${path}${inner.key}/`);
  }
}
