/** Headings stay visible while the matrix scrolls. With many columns, roles are letters and headings are rotated. */
export const matrixStyle = `
.scroll { border: 1px solid var(--line); max-height: 85vh; overflow: auto; position: relative; }
table { border-collapse: separate; border-spacing: 0; }
caption { padding: 0.4rem 0.6rem; text-align: left; font-size: 0.875rem; color: var(--soft); }
th, td { border-bottom: 1px solid var(--line); border-right: 1px solid var(--line); padding: 0.3rem 0.5rem; text-align: left; vertical-align: top; }
thead th { background: var(--raise); position: sticky; top: 0; vertical-align: bottom; z-index: 2; }
tbody th { background: var(--back); font-weight: 600; left: 0; max-width: 20rem; min-width: 13rem; overflow-wrap: anywhere; position: sticky; z-index: 1; }
thead th:first-child { left: 0; z-index: 3; }
tbody th .secondary { display: block; font-size: 0.6875rem; font-weight: normal; }
tbody td .chip { overflow-wrap: normal; white-space: nowrap; }
.organization details { margin: 0.75rem 0 2rem; }
td bdi, thead bdi { overflow-wrap: anywhere; }
.list table { width: 100%; }
.lost .chip bdi { text-decoration: line-through; }
.gained, .lost { display: block; font-size: 0.8125rem; }
.matrix td { min-width: 9rem; position: relative; }
.matrix td.drifted { outline: 2px dashed var(--mark); outline-offset: -3px; }
.matrix td.unmanaged { outline: 3px solid var(--mark); outline-offset: -3px; }
.nothing { padding: 1rem; }
.letters .matrix table { table-layout: fixed; }
.letters .matrix thead th { width: 2.25rem; } .letters .matrix thead th:first-child { width: 14rem; }
.letters .matrix thead th:not(:first-child) { padding: 0.3rem 0.2rem; }
.letters .matrix td { font-size: 0; min-width: 2.1rem; padding: 0.25rem 0.15rem; text-align: center; }
.letters .matrix td .chip bdi, .letters .matrix td .word, .letters .matrix td .gained, .letters .matrix .lost { clip-path: inset(50%); height: 1px; overflow: hidden; position: absolute; white-space: nowrap; width: 1px; }
.letters .matrix td .key { display: block; margin: 0.2rem auto 0; width: 1.2rem; }
.letters .matrix thead th:not(:first-child) div { max-height: 13rem; overflow: hidden; text-overflow: ellipsis; transform: rotate(180deg); white-space: nowrap; writing-mode: vertical-rl; }
.letters .matrix tbody th { font-size: 0.875rem; }
@media (max-width: 40rem) { tbody th { max-width: 9rem; min-width: 7rem; } }
@media print { form, .skip, #shown { display: none; } .scroll { max-height: none; overflow: visible; } * { print-color-adjust: exact; } }
`;
