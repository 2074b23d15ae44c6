// The thread that sends a signal through a chain of linear layers. Nothing is trained here.

import { linearChain } from "@wellfit/experiments";
import { servePage, tell } from "../training/serve-page";
import type { ChainOrder, ChainTold } from "./chain-messages";

servePage<ChainOrder>({
  network: () => undefined,
  async train({ weight, depth }) {
    const told: ChainTold = { kind: "done", chain: linearChain(weight, depth) };
    tell(told);
  },
});
