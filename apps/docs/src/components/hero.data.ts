// Runs while the site is built: the picture of the start page is a network that was trained for it.

import { decisionBoundary, toSvgString } from "@wellfit/viz";
import { parseHTML } from "linkedom";
import { moons } from "../overfitting/moons";
import { buildNetwork, train } from "../overfitting/network";
import { defaultSettings } from "../overfitting/settings";

/** The picture as SVG. */
export declare const data: string;

export default {
  async load(): Promise<string> {
    const settings = { ...defaultSettings, l2: 0.001, earlyStopping: true };
    const model = buildNetwork(settings);
    await train(model, settings, {}, new AbortController().signal);
    const { xTrain, yTrain } = moons();
    const { document } = parseHTML("<!doctype html><html><body></body></html>");
    const chart = decisionBoundary(
      { predict: (points) => model.predict(points), points: xTrain, labels: yTrain },
      { document, width: 440, resolution: 40, id: "hero", title: "Trained while this page was built" },
    );
    return toSvgString(chart);
  },
};
