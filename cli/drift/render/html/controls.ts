import type { OrganizationReport } from "../../access-matrix";
import { tiers } from "./roles";
import { type Html, html } from "./template";

export const legend: Html = html`<ul class="legend" aria-label="Legend">
${tiers.map(({ tier, letter, words }) => html`<li><span class="chip ${tier}"><b>${letter}</b></span> ${words}</li>\n`)}<li><span class="key drifted">Δ</span> differs from the stack</li>
<li><span class="key unmanaged">!</span> unmanaged</li>
<li><span class="key allowed">✓</span> allowed</li>
</ul>`;

/** One form for all organizations. The script shows it. */
export function filters(organizations: readonly OrganizationReport[]): Html {
  const names = organizations
    .flatMap(({ principals }) => principals)
    .flatMap(({ grants }) => grants)
    .flatMap(({ roles, drift }) => [...roles, ...(drift?.lost ?? [])])
    .map(({ role }) => role);
  const roles = [...new Set(names)].sort();
  return html`<form id="filters" class="needs-script" aria-label="Filters" hidden>
<label>Key or service account <input type="search" id="key" autocomplete="off"></label>
<label>Project <input type="search" id="project" autocomplete="off"></label>
<label>Role <select id="role"><option value="">any</option>
<optgroup label="Privilege">${tiers.map(({ tier, words }) => html`<option value="tier:${tier}">any ${words}</option>`)}</optgroup>
<optgroup label="Roles">${roles.map((role) => html`<option value="role:${role}">${role}</option>`)}</optgroup>
</select></label>
<label class="checkbox"><input type="checkbox" id="marked"> only differences and unmanaged access</label>
<label class="checkbox"><input type="checkbox" id="empty"> with projects and keys without roles</label>
<label class="checkbox"><input type="checkbox" id="names"> role names in the matrix</label>
<label class="checkbox"><input type="checkbox" id="list"> as a list</label>
<button type="reset">Show all</button>
</form>
<p id="shown" class="needs-script" role="status" aria-live="polite" hidden></p>
<noscript><p>Without JavaScript, this page lists every grant in a table; with it, it draws a matrix and filters it.</p></noscript>`;
}
