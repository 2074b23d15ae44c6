import { show } from "../../common/options";

/** Keras can give tensors that hold only what is not 0. */
export function refuseSparse(where: string, sparse: unknown): void {
  if (sparse === false) return;
  throw new TypeError(
    `${where}: received sparse ${show(sparse)}, but all tensors hold every number here; leave it out`,
  );
}
