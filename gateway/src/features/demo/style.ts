/** The style of the pages: both colour schemes with contrasts of at least 4.5 to 1, and nothing loaded from elsewhere. */
export const style = `:root {
  color-scheme: light dark;
  --ground: #ffffff; --text: #1b1f24; --soft: #57606a; --line: #c8ced6; --link: #0550ae; --panel: #f4f6f8; --mark: #1a7f37; --late: #a40e26;
}
@media (prefers-color-scheme: dark) {
  :root { --ground: #101418; --text: #e6edf3; --soft: #9da7b3; --line: #3a434e; --link: #79b8ff; --panel: #1a2028; --mark: #56d364; --late: #ff8f86; }
}
* { box-sizing: border-box; }
body { margin: 0; background: var(--ground); color: var(--text); font: 1rem/1.5 system-ui, sans-serif; }
a { color: var(--link); }
a:focus-visible, .scroll:focus-visible { outline: 3px solid var(--link); outline-offset: 2px; }
.skip { position: absolute; left: -100rem; }
.skip:focus { left: 1rem; top: .5rem; background: var(--ground); padding: .25rem .5rem; }
header, main { max-width: 72rem; margin: 0 auto; padding: 0 1rem; }
header { display: flex; flex-wrap: wrap; gap: .25rem 2rem; align-items: baseline; justify-content: space-between; padding-top: 1rem; padding-bottom: .75rem; border-bottom: 1px solid var(--line); }
nav { display: flex; flex-wrap: wrap; gap: .25rem 1rem; }
.brand { margin: 0; font-weight: 600; }
.brand a { color: inherit; text-decoration: none; }
.brand span, .soft { color: var(--soft); font-weight: 400; }
main { padding-bottom: 4rem; }
h1 { font-size: 1.75rem; line-height: 1.2; margin: 1.5rem 0 .5rem; }
h2 { font-size: 1.25rem; margin: 2.5rem 0 .5rem; }
h3 { font-size: 1.05rem; margin: 2rem 0 .25rem; }
p { max-width: 46rem; margin: .5rem 0; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .15rem 1.25rem; margin: .75rem 0; }
dt { color: var(--soft); }
dd { margin: 0; overflow-wrap: anywhere; }
.scroll { overflow-x: auto; margin: .5rem 0 1rem; }
table { border-collapse: collapse; width: 100%; }
caption { text-align: left; color: var(--soft); padding: .25rem 0; }
caption span { display: inline-block; max-width: calc(100vw - 2.5rem); }
th, td { text-align: left; vertical-align: top; padding: .4rem .9rem .4rem 0; border-bottom: 1px solid var(--line); font-weight: 400; }
th[scope=row] { min-width: 9rem; }
thead th { color: var(--soft); font-size: .9rem; }
.links a { margin-right: .4rem; }
time, .links, .day { white-space: nowrap; }
.timeline { list-style: none; margin: 0; padding: 0; display: flex; flex-wrap: wrap; gap: .15rem 1.1rem; }
.timeline time { color: var(--soft); font-size: .85rem; display: block; }
.timeline li:last-child > span { color: var(--mark); font-weight: 600; }
.timeline li.late > span { color: var(--late); }
pre { background: var(--panel); border: 1px solid var(--line); border-radius: 4px; padding: .75rem 1rem; overflow-x: auto; font: .9rem/1.5 ui-monospace, monospace; }
code { font-family: ui-monospace, monospace; font-size: .95em; overflow-wrap: anywhere; }
.prose { white-space: pre-line; overflow-wrap: anywhere; min-width: 14rem; }
@media (max-width: 30rem) { dl { grid-template-columns: 1fr; } dt { margin-top: .4rem; } }
`
