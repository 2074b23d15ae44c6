import * as core from "@wellfit/core";
import { battery } from "../../packages/core/test/support/battery";
import { journey } from "./journey";
import { trained } from "./training";

/** Everything in `fma: "off"`, as hexadecimal digits. */
function bits(): Record<string, string> {
  core.setEngine("wasm", { fma: "off" });
  try {
    return battery(core);
  } finally {
    core.setEngine("wasm");
  }
}

// The test calls them from outside.
Object.assign(globalThis, { journey, bits, trained });
