import { type Html, html, trusted } from "./html";

/** What a page is made of. */
export interface Page {
  /** The version that wrote it. */
  readonly wellfit: string;
  readonly title: string;
  readonly style: string;
  readonly sections: readonly Html[];
}

/** One page of HTML that needs nothing else: no script, no font, no picture from elsewhere. */
export const pageOf = ({ wellfit, title, style, sections }: Page): string =>
  html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="generator" content="wellfit ${wellfit}">
<title>${title}</title>
<style>${trusted(style)}</style>
</head>
<body>
<main>
${sections.map((section) => html`<section>\n${section}\n</section>\n`)}
</main>
</body>
</html>
`.html;
