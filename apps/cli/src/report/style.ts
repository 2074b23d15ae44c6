/** The look of the page: no font, picture or script from anywhere else; light or dark as the reader's system is. */
export const style = `
:root { color-scheme: light dark; --ink: #1b1f24; --soft: #57606a; --line: #d8dee4; --paper: #ffffff; --card: #f6f8fa; --accent: #0067a6; --good: #0a7a4f; --bad: #b34700; --wellfit-surface: var(--paper); }
@media (prefers-color-scheme: dark) { :root { --ink: #e6e8eb; --soft: #a0a8b2; --line: #343a42; --paper: #16181d; --card: #1e2127; --accent: #6cb8f0; --good: #4cc38a; --bad: #ff9457; } }
* { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; }
body { margin: 0; background: var(--paper); color: var(--ink); font: 16px/1.55 system-ui, sans-serif; }
main { max-width: 54rem; margin: 0 auto; padding: 2rem 1.25rem 4rem; }
h1 { font-size: 1.7rem; line-height: 1.2; margin: 0 0 .3rem; overflow-wrap: anywhere; }
h2 { font-size: 1.2rem; margin: 2.6rem 0 .6rem; padding-top: 1.1rem; border-top: 1px solid var(--line); }
h3 { font-size: 1rem; margin: 1.4rem 0 .4rem; }
p, ul, ol { margin: .5rem 0; }
ul, ol { padding-left: 1.3rem; }
.soft { color: var(--soft); }
.cards { display: grid; grid-template-columns: repeat(auto-fit, minmax(9.6rem, 1fr)); gap: .75rem; margin: 1.4rem 0 0; }
.card { background: var(--card); border: 1px solid var(--line); border-radius: .5rem; padding: .8rem .9rem; }
.card b { display: block; font-size: 1.35rem; line-height: 1.25; margin: .1rem 0; overflow-wrap: anywhere; }
.card span { color: var(--soft); font-size: .85rem; display: block; }
.good { color: var(--good); } .bad { color: var(--bad); }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; font-size: .9rem; margin: .6rem 0; font-variant-numeric: tabular-nums; }
th, td { text-align: left; padding: .3rem 1.1rem .3rem 0; border-bottom: 1px solid var(--line); vertical-align: top; }
th { font-weight: 600; } thead th { color: var(--soft); font-weight: 500; }
td.n, th.n { text-align: right; white-space: nowrap; }
code, pre { font-family: ui-monospace, Menlo, Consolas, monospace; font-size: .85rem; }
pre { background: var(--card); border: 1px solid var(--line); border-radius: .5rem; padding: .7rem .9rem; margin: .5rem 0; white-space: pre-wrap; overflow-wrap: anywhere; }
details { margin: .6rem 0; } summary { cursor: pointer; color: var(--accent); }
figure { margin: 1rem 0; } figure svg { display: block; }
.narrow { display: none; }
@media (max-width: 44rem) { .wide { display: none; } .narrow { display: block; } main { padding: 1.25rem .9rem 3rem; } h1 { font-size: 1.4rem; } th, td { padding-right: .8rem; } }
@media print { .narrow { display: none; } .wide { display: block; } h2 { break-after: avoid; } figure, table { break-inside: avoid; } }
`;
