import { matrixStyle } from "./style-matrix";
import { Html } from "./template";

/** Light and dark. No information depends on colour alone. */
export const style: Html = new Html(`
:root { color-scheme: light dark; font: 100%/1.5 system-ui, sans-serif; --back: #fff; --fore: #1b1f24; --soft: #57606a; --line: #d0d7de; --raise: #f3f5f8; --mark: #9a3412; --alarm: #fff1f0; --link: #0550ae;
  --owner: #b42318; --on-owner: #fff; --write: #ffd8a8; --on-write: #4a2500; --billing: #e5dbff; --on-billing: #35137a; --read: #d3f0df; --on-read: #06391f; --unknown: #dfe3e8; --on-unknown: #24292f; }
@media (prefers-color-scheme: dark) { :root { --back: #0e1116; --fore: #e6e9ee; --soft: #a3adb8; --line: #363d47; --raise: #1a1f27; --mark: #ffb077; --alarm: #3b1512; --link: #8ec1ff;
  --owner: #ff8a80; --on-owner: #2b0500; --write: #6b4207; --on-write: #ffe6c2; --billing: #43307a; --on-billing: #ece4ff; --read: #134a2c; --on-read: #cff5df; --unknown: #3b424c; --on-unknown: #eef1f4; } }
* { box-sizing: border-box; }
[hidden] { display: none !important; }
body { background: var(--back); color: var(--fore); margin: 0; padding: 1.5rem clamp(0.75rem, 3vw, 2.5rem); }
h1, h2, h3 { line-height: 1.25; margin: 1.5em 0 0.5em; overflow-wrap: anywhere; }
h1 { font-size: 1.75rem; margin-top: 0; }
h2 { border-bottom: 1px solid var(--line); padding-bottom: 0.25em; }
p, .findings { max-width: 60rem; }
.secondary { color: var(--soft); font-size: 0.875rem; }
.skip { background: var(--fore); color: var(--back); left: 0; padding: 0.5rem 1rem; position: absolute; top: -5rem; z-index: 9; }
.skip:focus { top: 0; }
:focus-visible { outline: 3px solid var(--link); outline-offset: 2px; }
.visually-hidden { clip-path: inset(50%); height: 1px; overflow: hidden; position: absolute; white-space: nowrap; width: 1px; }
.alarm { background: var(--alarm); border-left: 0.4rem solid var(--mark); overflow-wrap: anywhere; padding: 0.6rem 1rem; }
.counts, .legend { display: flex; flex-wrap: wrap; gap: 0.5rem 1.25rem; list-style: none; margin: 1rem 0; padding: 0; }
.counts li { background: var(--raise); border: 1px solid var(--line); border-radius: 0.4rem; padding: 0.35rem 0.8rem; }
.counts b { font-size: 1.25rem; }
.findings { overflow-wrap: anywhere; padding-left: 1.25rem; }
.findings > li { margin-bottom: 0.75rem; }
.chip { border-radius: 0.25rem; display: inline-block; font: 0.75rem/1.5 ui-monospace, monospace; overflow-wrap: anywhere; padding: 0 0.35em; position: relative; }
.owner { background: var(--owner); color: var(--on-owner); } .write { background: var(--write); color: var(--on-write); }
.billing { background: var(--billing); color: var(--on-billing); } .read { background: var(--read); color: var(--on-read); }
.unknown { background: var(--unknown); color: var(--on-unknown); }
.key { border: 1px solid currentColor; border-radius: 0.25rem; color: var(--mark); display: inline-block; font-size: 0.75rem; font-weight: bold; line-height: 1.4; padding: 0 0.3em; }
.key.drifted { border-style: dashed; } .key.unmanaged { border-width: 2px; } .key.allowed { color: var(--soft); font-weight: normal; }
form { align-items: end; background: var(--raise); border: 1px solid var(--line); border-radius: 0.4rem; display: flex; flex-wrap: wrap; gap: 0.75rem 1rem; padding: 0.9rem; }
form label:not(.checkbox) { display: grid; font-size: 0.875rem; }
.checkbox { align-items: center; display: flex; gap: 0.4rem; }
input, select, button { background: var(--back); border: 1px solid var(--soft); border-radius: 0.25rem; color: var(--fore); font: inherit; max-width: 100%; padding: 0.3rem 0.5rem; }
input[type="search"], select, button { height: 2.25rem; }
input[type="search"], select { width: 15rem; }
${matrixStyle}`);
