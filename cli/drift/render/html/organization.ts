import type { Grant, OrganizationReport, Principal } from "../../access-matrix";
import { compareStrings } from "../../compare-strings";
import { describeExpiry, readableTime } from "../secrets";
import { chips } from "./roles";
import { type Html, html } from "./template";

interface Options {
  readonly at: number;
  readonly showPublicKeys?: boolean;
}

/** The table of all grants of an organization, from which the script draws the matrix. */
export function organizationSection(organization: OrganizationReport, options: Options): Html {
  const { id, name = id, projects, principals } = organization;
  const scopes = scopesOf(organization);
  const scopeIndexes = new Map(scopes.map((scope, at) => [scope.id, at]));
  const rows = principals.flatMap((principal, key) => rowsOf(principal, key, scopeIndexes, options));
  return html`<section class="organization" aria-labelledby="organization-${options.at}">
<h3 id="organization-${options.at}"><bdi>${name}</bdi></h3>
<p class="secondary">Organization ${id}: ${principals.length} keys and service accounts, ${projects.length} projects.</p>
<div class="scroll matrix" role="region" aria-label="Access matrix of ${name}" tabindex="0" hidden></div>
<div class="scroll list" role="region" aria-label="Access list of ${name}" tabindex="0">
<table>
<caption>Access in ${name}, a row for each key and scope</caption>
<thead><tr><th scope="col">Key or service account</th><th scope="col">Scope</th><th scope="col">Roles</th><th scope="col">Remarks</th></tr></thead>
<tbody>
${rows}</tbody>
</table>
</div>
<details><summary>All scopes of <bdi>${name}</bdi>: the organization and ${scopes.length - 1} projects</summary>
<ol class="scopes">${scopes.map((scope) => html`<li><bdi>${scope.name ?? scope.id}</bdi></li>`)}</ol>
</details>
${secretsOf(organization)}</section>
`;
}

/** The organization, its projects, and further scopes in which a key or service account has roles. */
function scopesOf({ id, name, projects, principals }: OrganizationReport) {
  const granted = principals.flatMap(({ grants }) => grants.map(({ scope }) => scope));
  const all: readonly { readonly id: string; readonly name?: string | undefined }[] = [
    { id, name },
    ...projects,
    ...granted,
  ];
  const first = new Map([...all].reverse().map((scope) => [scope.id, scope]));
  return [...new Set(all.map((scope) => scope.id))].map(
    (scopeId) => first.get(scopeId) ?? { id: scopeId, name: undefined },
  );
}

function rowsOf(
  principal: Principal,
  key: number,
  scopeIndexes: ReadonlyMap<string, number>,
  { showPublicKeys = false }: Options,
): readonly Html[] {
  const { kind, id, label, publicKey, ownership, grants, unmanagedEntries = [] } = principal;
  const shown = showPublicKeys && publicKey !== undefined ? html` <code>${publicKey}</code>` : "";
  const header = html`<th scope="row"><bdi>${label}</bdi> <span class="secondary">${kind} ${id}${shown}</span>${mark(ownership)}${
    unmanagedEntries.length > 0
      ? html` <span class="key unmanaged">! ${unmanagedEntries.length} unmanaged ${unmanagedEntries.length === 1 ? "address" : "addresses"}</span>`
      : ""
  }</th>`;
  const marked = ownership === "unmanaged" || unmanagedEntries.length > 0 ? " data-marked" : "";
  if (grants.length === 0)
    return [html`<tr data-key="${key}"${marked}>${header}<td></td><td>no roles</td><td></td></tr>\n`];
  return grants.map((grant) => {
    const { scope, drift } = grant;
    const at = scopeIndexes.get(scope.id) ?? 0;
    const cell = drift || grant.ownership === "unmanaged" || ownership === "unmanaged" ? " data-marked" : "";
    return html`<tr data-key="${key}" data-scope="${at}"${cell}>${header}<td><bdi>${scope.name ?? scope.id}</bdi>${scope.kind === "organization" ? html` <span class="secondary">organization</span>` : ""}</td><td>${chips(grant.roles)}</td><td>${remarks(grant)}</td></tr>\n`;
  });
}

/** All secrets of the organization's service accounts, the first to expire first. */
function secretsOf({ principals }: OrganizationReport): Html {
  const all = principals
    .flatMap(({ id, label, secrets = [] }) => secrets.map((secret) => ({ id, label, secret })))
    .sort((a, b) => compareStrings(a.secret.expiresAt, b.secret.expiresAt));
  if (all.length === 0) return html``;
  return html`<details open><summary>Secrets of service accounts (${all.length})</summary>
<ul class="secrets">
${all.map(
  ({ id, label, secret }) =>
    html`<li><bdi>${label}</bdi> <span class="secondary">${id}</span>: secret <code>${secret.id}</code> ${describeExpiry(secret)}; ${
      secret.lastUsedAt === undefined ? "never used" : `last used ${readableTime(secret.lastUsedAt)}`
    }</li>\n`,
)}</ul>
</details>
`;
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
    return html` <span class="key unmanaged"><b>!</b> <span class="word">unmanaged</span></span> `;
  return ownership === "allowed"
    ? html` <span class="key allowed"><b>✓</b> <span class="word">allowed</span></span> `
    : html``;
}
