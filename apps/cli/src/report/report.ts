import { html, trusted } from "./html";
import type { ReportData } from "./report-data";
import { asked } from "./sections/asked";
import { curves } from "./sections/curves";
import { data as dataSection } from "./sections/data";
import { diagnosis } from "./sections/diagnosis";
import { network } from "./sections/network";
import { repeat } from "./sections/repeat";
import { result } from "./sections/result";
import { split } from "./sections/split";
import { summary } from "./sections/summary";
import { style } from "./style";

/** The sections in the order in which they are read. */
const sections = [summary, asked, dataSection, split, network, curves, result, diagnosis, repeat];

/** A run as one page of HTML that needs nothing else: no script, no font, no picture from elsewhere. */
export const renderReport = (data: ReportData): string =>
  html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="generator" content="wellfit ${data.config.wellfit}">
<title>${data.config.data.file}: ${data.config.target} · wellfit</title>
<style>${trusted(style)}</style>
</head>
<body>
<main>
${sections.map((section) => html`<section>\n${section(data)}\n</section>\n`)}
</main>
</body>
</html>
`.html;
