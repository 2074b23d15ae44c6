import { instance } from "@viz-js/viz";
import { studies } from "@wellfit/experiments";
import { defineConfig } from "vitepress";
import { mermaidBlocks } from "./mermaid";

const guide = [
  { text: "Installation", link: "/guide/installation" },
  { text: "1. Splitting data, and what bias and variance tell you", link: "/guide/splitting-data" },
  { text: "Tables: reading data, and what its columns are", link: "/guide/tables" },
  { text: "Reading and writing files", link: "/guide/reading-files" },
  { text: "Preparing columns: the transforms", link: "/guide/transforms" },
  { text: "Data leakage: the wrong way and the right way", link: "/guide/leakage" },
  { text: "Live: a network overfits", link: "/guide/overfitting" },
  { text: "Data to practise on", link: "/guide/datasets" },
  { text: "Encoders, gaps and pipelines", link: "/guide/encoders-and-pipelines" },
  { text: "Judging predictions", link: "/guide/metrics" },
  { text: "Layers and models", link: "/guide/layers" },
  { text: "Training", link: "/guide/training" },
  { text: "Against overfitting", link: "/guide/regularisation" },
  { text: "Watching a training, stopping it, and going on with it", link: "/guide/callbacks" },
  { text: "Judging fairly: repeats, searches, and the basic recipe", link: "/guide/experiments" },
  { text: "Case studies on the command line", link: "/guide/case-study-command" },
  { text: "Saving models, and moving them to Keras and back", link: "/guide/model-files" },
  { text: "Gradients of every kind", link: "/guide/gradients" },
  { text: "Where the time goes", link: "/guide/profiling" },
];

const caseStudies = studies.map(({ title, name }) => ({ text: title, link: `/case-studies/${name}` }));

export default defineConfig({
  srcDir: "pages",
  lang: "en",
  title: "Wellfit",
  description: "Deep learning in TypeScript for people who want models that generalise.",
  head: [["link", { rel: "icon", type: "image/svg+xml", href: "/logo.svg" }]],
  markdown: { config: mermaidBlocks(await instance()) },
  themeConfig: {
    logo: { src: "/logo.svg", alt: "" },
    nav: [
      { text: "Guide", link: "/guide/splitting-data", activeMatch: "^/guide/(?!overfitting)" },
      { text: "Live example", link: "/guide/overfitting" },
      {
        text: "Case studies",
        link: "/case-studies/weight-regularization",
        activeMatch: "^/case-studies/",
      },
      { text: "Architecture", link: "/architecture" },
    ],
    sidebar: [
      { text: "Guide", items: guide },
      { text: "Case studies", items: caseStudies },
      { text: "Reference", items: [{ text: "Operations of core", link: "/reference/operations" }] },
      { text: "How it is built", items: [{ text: "Architecture", link: "/architecture" }] },
    ],
    outline: { level: [2, 3] },
    search: { provider: "local" },
  },
  vite: {
    build: { target: "es2022" },
    // The worker loads some of its parts late, which only modules can.
    worker: { format: "es" },
  },
});
