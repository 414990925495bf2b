/** The look of the pages: follows the reader's theme, also high contrast; 320 pixels are enough. */
export const style = `:root { color-scheme: light dark; --text: #1f2328; --back: #ffffff; --quiet: #59636e; --line: #d0d7de; --link: #00577a; }
@media (prefers-color-scheme: dark) { :root { --text: #f0f3f6; --back: #1f1f1f; --quiet: #b7bdc8; --line: #4a4a4a; --link: #79c7e8; } }
@media (forced-colors: active) { :root { --text: CanvasText; --back: Canvas; --quiet: CanvasText; --line: CanvasText; --link: LinkText; } }
* { box-sizing: border-box; }
body { margin: 0; font: 1rem/1.55 "Segoe UI", system-ui, sans-serif; color: var(--text); background: var(--back); }
header, main { max-width: 42rem; margin: 0 auto; padding: 0 1rem; }
header { padding-top: 1rem; border-bottom: 1px solid var(--line); }
nav a { display: inline-block; padding: .5rem .75rem .5rem 0; margin-right: .5rem; }
a { color: var(--link); text-underline-offset: .2em; }
a[aria-current] { color: var(--text); font-weight: 600; text-decoration: none; border-bottom: 3px solid currentColor; }
a:focus-visible { outline: 3px solid var(--link); outline-offset: 2px; }
h1 { font-size: 1.75rem; line-height: 1.2; margin: 2rem 0 1rem; }
h2 { font-size: 1.2rem; margin: 1.75rem 0 .25rem; }
p { margin: .5rem 0; max-width: 38rem; }
.note { color: var(--quiet); margin-top: 2rem; }
.skip { position: absolute; left: -100vw; }
.skip:focus { position: static; display: block; padding: .5rem 1rem; }
`;
