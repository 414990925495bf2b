/**
 * The look of the tab. Colours are pairs that read well at every size (4.5 to 1 and better); in Teams' own themes by
 * `data-theme`, else as the reader's system has it. 320 pixels are enough, and what is wider scrolls by itself.
 */
const light =
  "--text: #1f2328; --back: #ffffff; --soft: #f3f5f7; --quiet: #59636e; --line: #b9c1c9; --link: #00577a; --accent: #0b6a92; --button: #ffffff; --danger: #b10e1e; --focus: #ffdd00; --focus-text: #1f2328;";
const dark =
  "--text: #f0f3f6; --back: #1f1f1f; --soft: #2b2b2b; --quiet: #b7bdc8; --line: #5c6167; --link: #79c7e8; --accent: #79c7e8; --button: #12242d; --danger: #ff9c94; --focus: #ffdd00; --focus-text: #1f2328;";
const contrast =
  "--text: #ffffff; --back: #000000; --soft: #000000; --quiet: #ffffff; --line: #ffffff; --link: #ffff01; --accent: #1aebff; --button: #000000; --danger: #ffffff; --focus: #ffff01; --focus-text: #000000;";

export const look = `:root { color-scheme: light; ${light} }
@media (prefers-color-scheme: dark) { :root:not([data-theme]) { color-scheme: dark; ${dark} } }
:root[data-theme="dark"] { color-scheme: dark; ${dark} }
:root[data-theme="contrast"] { color-scheme: dark; ${contrast} }
@media (forced-colors: active) { :root { --text: CanvasText; --back: Canvas; --soft: Canvas; --quiet: CanvasText; --line: CanvasText; --link: LinkText; --accent: LinkText; --button: Canvas; --danger: CanvasText; --focus: Highlight; --focus-text: HighlightText; } }
* { box-sizing: border-box; }
body { margin: 0; font: 1rem/1.5 "Segoe UI", system-ui, sans-serif; color: var(--text); background: var(--back); }
header, main, footer { max-width: 60rem; margin: 0 auto; padding: 0 1rem; }
header { display: flex; flex-wrap: wrap; gap: 0 1rem; justify-content: space-between; align-items: baseline; border-bottom: 1px solid var(--line); }
header > .lines { flex: 1 1 100%; min-width: 0; }
header > .menu { flex: 1 1 auto; }
header > .menu:has(details[open]) { flex-basis: 100%; }
header > .own { margin-left: auto; }
header nav ul { list-style: none; margin: 0; padding: 0; max-width: none; }
.lines > ul > li { display: grid; grid-template-columns: 9.5rem minmax(0, 1fr); align-items: baseline; gap: 0 1rem; }
.lines > ul > li > ul:only-child { grid-column: 1 / -1; }
.lines > ul > li + li { border-top: 1px solid var(--line); }
.lines li ul { display: flex; flex-wrap: wrap; gap: 0 1.25rem; }
.area { color: var(--quiet); font-size: .875rem; }
header nav a { display: inline-block; padding: .5rem 0 .4rem; border-bottom: 4px solid transparent; }
.menu { display: none; }
.menu summary { padding: .75rem 0; font-weight: 600; cursor: pointer; color: var(--link); }
.menu .area { display: block; margin-top: .5rem; }
.menu a { display: block; padding: .5rem 0 .4rem .75rem; border-bottom: 0; border-left: 4px solid transparent; }
.crumbs, .pages, .links { display: flex; flex-wrap: wrap; gap: .25rem 1.25rem; list-style: none; padding: 0; max-width: none; }
.crumbs li + li::before { content: "› "; color: var(--quiet); }
header nav a[aria-current] { color: var(--text); font-weight: 600; text-decoration: none; border-color: var(--accent); }
.own { display: flex; gap: 1rem; align-items: baseline; padding: .5rem 0; }
a { color: var(--link); text-underline-offset: .2em; }
a:focus-visible, button:focus-visible, input:focus, input:focus-within, select:focus, textarea:focus, summary:focus-visible, [tabindex]:focus-visible { outline: 3px solid var(--focus); outline-offset: 0; box-shadow: 0 0 0 5px var(--focus-text); }
main:focus { outline: none; box-shadow: none; }
footer { display: flex; flex-wrap: wrap; gap: 0 1.5rem; margin-top: 3rem; padding-top: .75rem; padding-bottom: 2rem; border-top: 1px solid var(--line); }
h1 { font-size: 1.75rem; line-height: 1.2; margin: 1.75rem 0 1rem; }
h2 { font-size: 1.25rem; line-height: 1.3; margin: 2rem 0 .5rem; }
h3 { font-size: 1.05rem; margin: 1.25rem 0 .25rem; }
p, ul, dl { max-width: 42rem; }
p { margin: .5rem 0; }
.lead { font-size: 1.2rem; }
.note, .small { color: var(--quiet); }
.small { font-size: .875rem; }
.skip:not(:focus), .unseen { position: absolute; width: 1px; height: 1px; margin: -1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
.skip:focus { display: block; padding: .5rem 1rem; }
dl.facts { display: grid; grid-template-columns: minmax(8rem, max-content) 1fr; gap: .25rem 1.5rem; }
dl.facts dt { color: var(--quiet); }
dl.facts dd { margin: 0; overflow-wrap: anywhere; }
dl.facts > div { display: contents; }
.tiles { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(13rem, 100%), 1fr)); gap: 1rem; margin: 1rem 0; padding: 0; list-style: none; max-width: none; }
.tiles > li { background: var(--soft); border: 1px solid var(--line); border-radius: 4px; padding: .9rem 1rem; }
.tiles strong.mark { font-size: 1.1rem; padding-top: .4rem; }
.tiles strong { display: block; font-size: 1.6rem; line-height: 1.2; font-variant-numeric: tabular-nums; }
main { overflow-wrap: break-word; padding-bottom: 3rem; }
.unit { font-size: 1rem; font-weight: 400; }
.tag { display: inline-block; padding: 0 .5rem; border: 1px solid currentColor; border-radius: 3px; font-size: .875rem; font-weight: 600; }
.done, .note-box { border-left: 5px solid var(--accent); background: var(--soft); padding: .6rem 1rem; max-width: 42rem; }
.typed { overflow-wrap: anywhere; }
progress { width: 100%; max-width: 30rem; height: 1rem; accent-color: var(--accent); display: block; margin: .5rem 0; }
.campaign { border-top: 1px solid var(--line); margin-top: 1.5rem; }
.campaign h2 { margin-top: 1rem; }
td form { margin: 0; }
td button.link { margin: 0; }
summary { cursor: pointer; color: var(--link); }
.scroll { overflow-x: auto; max-width: 100%; }
table { border-collapse: collapse; width: 100%; margin: .5rem 0; font-variant-numeric: tabular-nums; }
caption { text-align: left; font-weight: 600; padding: .5rem 0; }
caption span { display: inline-block; position: sticky; left: 0; max-width: min(58rem, calc(100vw - 2rem)); }
th, td { text-align: left; vertical-align: top; padding: .5rem .9rem .5rem 0; border-bottom: 1px solid var(--line); }
th[scope="row"] { font-weight: 400; min-width: 8rem; }
.number { text-align: right; white-space: nowrap; }
.mark { color: var(--quiet); }
figure { margin: 1.25rem 0; }
figure svg { width: 100%; max-width: 46rem; height: auto; color: var(--text); overflow: visible; }
.narrow { display: none; }
@media (max-width: 40rem) { .lines { display: none; } .menu { display: block; } h1 { font-size: 1.5rem; } .wide { display: none; } .narrow { display: block; } dl.facts { grid-template-columns: 1fr; gap: 0; } dl.facts dd { margin-bottom: .5rem; } }
form { margin: .75rem 0; }
label { display: block; font-weight: 600; margin: .75rem 0 .25rem; }
label.inline { display: inline; font-weight: 400; margin: 0; }
input[type="radio"], input[type="checkbox"] { width: 1.15rem; height: 1.15rem; margin: 0 .35rem 0 0; vertical-align: -.15rem; accent-color: var(--accent); }
fieldset { border: 0; margin: 1rem 0; padding: 0; min-width: 0; }
fieldset p { margin: .4rem 0; }
legend { font-weight: 600; padding: 0; }
.hint { color: var(--quiet); font-weight: 400; display: block; }
input[type="text"], input[type="search"], input[type="date"], input[type="time"], select, textarea { font: inherit; width: 100%; max-width: 30rem; padding: .45rem .5rem; color: var(--text); background: var(--back); border: 2px solid var(--text); border-radius: 0; }
textarea { min-height: 6rem; }
button, a.button { display: inline-block; text-decoration: none; font: inherit; font-weight: 600; padding: .5rem 1rem; margin: .75rem .5rem 0 0; color: var(--button); background: var(--accent); border: 1px solid transparent; border-radius: 3px; cursor: pointer; }
button.destructive { color: var(--back); background: var(--danger); }
button.other, a.button.other { color: var(--text); background: var(--back); border-color: var(--text); }
button.link { color: var(--link); background: none; border: 0; padding: 0; margin: 0; font-weight: 400; text-decoration: underline; text-underline-offset: .2em; }
.cards { list-style: none; padding: 0; max-width: none; display: grid; grid-template-columns: repeat(auto-fit, minmax(min(18rem, 100%), 1fr)); gap: 1rem; }
.cards > li { border: 1px solid var(--line); border-radius: 4px; padding: .25rem 1rem 1rem; }
.files { border-top: 1px solid var(--line); margin-top: 2.5rem; }
@media print { .screen, header, footer, .files, .skip, form { display: none; } body { color: #000; background: #fff; } .wide { display: block; } .narrow { display: none; } section { break-inside: avoid; } a { color: inherit; text-decoration: none; } }
`;
