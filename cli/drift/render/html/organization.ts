import { type Html, html } from "../../../../emulator/status/html";
import type { Grant, OrganizationReport, Principal } from "../../report";
import { chips } from "./roles";

interface Options {
  readonly at: number;
  readonly showPublicKeys?: boolean;
}

/** The complete list of an organization's grants, a row each, and the place where the script draws the matrix of it. */
export function organizationSection(organization: OrganizationReport, options: Options): Html {
  const { id, name = id, projects, principals } = organization;
  const places = placesOf(organization);
  const scopes = new Map(places.map((place, i) => [place.id, i]));
  const rows = principals.flatMap((principal, key) => rowsOf(principal, key, scopes, options));
  return html`<section class="organization" aria-labelledby="organization-${options.at}">
<h3 id="organization-${options.at}"><bdi>${name}</bdi></h3>
<p class="quiet">Organization ${id}: ${principals.length} keys and service accounts, ${projects.length} projects.</p>
<div class="scroll matrix" role="region" aria-label="Access matrix of ${name}" tabindex="0" hidden></div>
<div class="scroll list" role="region" aria-label="Access list of ${name}" tabindex="0">
<table>
<caption>Access in ${name}, a row for each key and place</caption>
<thead><tr><th scope="col">Key or service account</th><th scope="col">Where</th><th scope="col">Roles</th><th scope="col">Remarks</th></tr></thead>
<tbody>
${rows}</tbody>
</table>
</div>
<details><summary>All places in <bdi>${name}</bdi>: the organization and ${places.length - 1} projects</summary>
<ol class="places">${places.map((place) => html`<li><bdi>${place.name ?? place.id}</bdi></li>`)}</ol>
</details>
</section>
`;
}

/** The organization, its projects, and where somebody has roles though no listing names it. */
function placesOf({ id, name, projects, principals }: OrganizationReport) {
  const granted = principals.flatMap(({ grants }) => grants.map(({ scope }) => scope));
  const all: readonly { readonly id: string; readonly name?: string | undefined }[] = [
    { id, name },
    ...projects,
    ...granted,
  ];
  const first = new Map([...all].reverse().map((place) => [place.id, place]));
  return [...new Set(all.map((place) => place.id))].map(
    (one) => first.get(one) ?? { id: one, name: undefined },
  );
}

function rowsOf(
  principal: Principal,
  key: number,
  scopes: ReadonlyMap<string, number>,
  { showPublicKeys = false }: Options,
): readonly Html[] {
  const { kind, id, label, publicKey, ownership, grants, unmanagedEntries = [] } = principal;
  const shown = showPublicKeys && publicKey !== undefined ? html` <code>${publicKey}</code>` : "";
  const who = html`<th scope="row"><bdi>${label}</bdi> <span class="quiet">${kind} ${id}${shown}</span>${mark(ownership)}${
    unmanagedEntries.length > 0
      ? html` <span class="key undeclared">! ${unmanagedEntries.length} undeclared ${unmanagedEntries.length === 1 ? "address" : "addresses"}</span>`
      : ""
  }</th>`;
  const marked = ownership === "unmanaged" || unmanagedEntries.length > 0 ? " data-marked" : "";
  if (grants.length === 0)
    return [html`<tr data-key="${key}"${marked}>${who}<td></td><td>no roles</td><td></td></tr>\n`];
  return grants.map((grant) => {
    const { scope, drift } = grant;
    const at = scopes.get(scope.id) ?? 0;
    const cell = drift || grant.ownership === "unmanaged" || ownership === "unmanaged" ? " data-marked" : "";
    return html`<tr data-key="${key}" data-place="${at}"${cell}>${who}<td><bdi>${scope.name ?? scope.id}</bdi>${scope.kind === "organization" ? html` <span class="quiet">organization</span>` : ""}</td><td>${chips(grant.roles)}</td><td>${remarks(grant)}</td></tr>\n`;
  });
}

function remarks({ ownership, drift }: Grant): Html {
  const gained = drift?.gained ?? [];
  const lost = drift?.lost ?? [];
  return html`${mark(ownership)}${drift ? html`<span class="key drifted"><b>Δ</b> <span class="word">drifted</span></span> ` : ""}${
    gained.length > 0 ? html`<span class="gained">gained ${chips(gained)}</span>` : ""
  }${lost.length > 0 ? html`<span class="lost">lost ${chips(lost)}</span>` : ""}`;
}

function mark(ownership: Grant["ownership"]): Html {
  if (ownership === "unmanaged")
    return html` <span class="key undeclared"><b>!</b> <span class="word">undeclared</span></span> `;
  return ownership === "allowed"
    ? html` <span class="key accepted"><b>✓</b> <span class="word">accepted</span></span> `
    : html``;
}
