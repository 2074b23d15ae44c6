// The thread that trains. The page asks, this answers; see ../training/messages.ts.

import type { Callback, Sequential } from "@wellfit/layers";
import { reporter } from "../training/reporter";
import { tell as send, servePage } from "../training/serve-page";
import type { Reply } from "./messages";
import { buildNetwork, train } from "./network";
import { pacer } from "./pace";
import type { Settings } from "./settings";

let model: Sequential | undefined;

const tell = (reply: Reply): void => send(reply);

servePage<Settings>({
  network: () => model,
  async train(settings, signal) {
    model = buildNetwork(settings);
    const report = reporter((curves, epochsPerSecond) => tell({ kind: "progress", curves, epochsPerSecond }));
    const rest = pacer(settings.pace);
    const watcher: Callback = {
      onEpochEnd(_epoch, logs) {
        report.add(logs);
        return rest();
      },
    };
    try {
      const outcome = await train(model, settings, watcher, signal);
      report.flush();
      tell({ kind: "done", epochsPerSecond: report.average(), ...outcome });
    } finally {
      report.flush();
    }
  },
});
