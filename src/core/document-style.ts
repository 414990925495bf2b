/** One look for every document: both themes, high contrast, 320 pixels, and A4 in black and white. */
export const documentStyle = `:root { --text: #1f2328; --back: #ffffff; --quiet: #4a525b; --line: #8c959f; --link: #00577a; --ours: #00577a; --theirs: #6e4400; }
@media screen {
  :root { color-scheme: light dark; }
}
@media screen and (prefers-color-scheme: dark) {
  :root { --text: #f0f3f6; --back: #1f1f1f; --quiet: #c3c9d2; --line: #8a8a8a; --link: #79c7e8; --ours: #79c7e8; --theirs: #f2c27a; }
}
@media (forced-colors: active) {
  :root { --text: CanvasText; --back: Canvas; --quiet: CanvasText; --line: CanvasText; --link: LinkText; --ours: CanvasText; --theirs: CanvasText; }
}
* { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; text-size-adjust: 100%; }
body { margin: 0; font: 1rem/1.55 "Segoe UI", system-ui, sans-serif; color: var(--text); background: var(--back); overflow-wrap: break-word; }
main { max-width: 60rem; margin: 0 auto; padding: 1rem 1rem 3rem; }
main:focus { outline: none; }
a { color: var(--link); text-underline-offset: .2em; }
a:focus-visible, .scroll:focus-visible { outline: 3px solid var(--link); outline-offset: 2px; }
h1 { font-size: 1.9rem; line-height: 1.2; margin: 1rem 0; }
h2 { font-size: 1.35rem; line-height: 1.25; margin: 2.25rem 0 .5rem; }
h3 { font-size: 1.1rem; line-height: 1.3; margin: 1.5rem 0 .25rem; }
p, li { max-width: 42rem; }
p { margin: .5rem 0; }
dl { margin: 1rem 0; border-top: 1px solid var(--line); }
dl div { display: grid; grid-template-columns: 11rem 1fr; gap: 0 1rem; padding: .3rem 0; border-bottom: 1px solid var(--line); }
dt { font-weight: 600; }
dd { margin: 0; }
.skip { position: absolute; left: -100vw; }
.skip:focus { position: static; display: block; padding: .5rem 1rem; }
.note { border-left: 4px solid var(--line); padding: .25rem .75rem; }
.small { font-size: .9rem; line-height: 1.4; color: var(--quiet); margin: .25rem 0; }
.mark { white-space: nowrap; }
.table { margin: 1.25rem 0 2rem; }
.scroll { overflow-x: auto; position: relative; }
table { border-collapse: collapse; width: 100%; font-size: .95rem; line-height: 1.35; }
caption { text-align: left; font-weight: 600; padding: 0 0 .5rem; }
caption span { display: block; position: sticky; left: 0; max-width: min(44rem, calc(100vw - 2rem)); }
th, td { text-align: left; vertical-align: top; padding: .4rem .75rem .4rem 0; border-bottom: 1px solid var(--line); }
th:last-child, td:last-child { padding-right: 0; }
thead th { vertical-align: bottom; border-bottom: 2px solid currentColor; }
tbody th { font-weight: 400; min-width: 8rem; }
.number { text-align: right; font-variant-numeric: tabular-nums; }
th.number { min-width: 4.5rem; }
td.number { white-space: nowrap; }
figure { margin: 1.25rem 0 .5rem; max-width: 46rem; }
figcaption { margin-bottom: .5rem; }
figure svg { display: block; width: 100%; height: auto; color: var(--text); font-family: inherit; }
.ours { color: var(--ours); }
.theirs { color: var(--theirs); }
.wide { display: none; }
.narrow { max-width: 27rem; }
@media (min-width: 44rem) {
  .wide { display: block; }
  .narrow { display: none; }
}
@media (max-width: 30rem) {
  dl div { display: block; }
}
@media print {
  @page { size: A4; margin: 18mm 16mm; }
  :root { --text: #000000; --back: #ffffff; --quiet: #000000; --line: #767676; --link: #000000; --ours: #000000; --theirs: #000000; }
  html { font-size: 10.5pt; }
  main { max-width: none; padding: 0; }
  nav, .skip { display: none; }
  .wide { display: block; }
  .narrow { display: none; }
  .scroll { overflow: visible; }
  table, .small { font-size: 9pt; }
  caption span { position: static; max-width: none; }
  thead { display: table-header-group; }
  h1, h2, h3, caption, figcaption { break-after: avoid; }
  tr, figure, li, dl div { break-inside: avoid; }
  a[href^="http"]::after { content: " (" attr(href) ")"; }
}
`;
