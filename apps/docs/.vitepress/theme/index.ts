/// <reference types="vitepress/client" />
// VitePress's own theme with the fonts of the reader's system: nothing is loaded for them.

import type { Theme } from "vitepress";
import DefaultTheme from "vitepress/theme-without-fonts";
import { defineAsyncComponent, h } from "vue";
import "./style.css";
import "./lab.css";
import "./study.css";

// Only the start page has it, so only the start page loads it.
const HeroChart = defineAsyncComponent(() => import("../../src/components/HeroChart.vue"));

export default {
  extends: DefaultTheme,
  Layout: () => h(DefaultTheme.Layout, null, { "home-hero-image": () => h(HeroChart) }),
} satisfies Theme;
