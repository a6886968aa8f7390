import type { Fault } from "../faults/fault.generated";
import type { LoggedRequest } from "../http/request-log";
import type { ApiKey, Organization, Principal, ServiceAccount } from "../types/resources";
import { type Html, html } from "./html";

/** Maximum number of rows in a table; the page states how many are left out. */
const maxRows = 200;

/** An organization with its projects, API keys and service accounts, without secrets. */
export function organizationSection(organization: Organization): Html {
  const { id, name, product, projects, apiKeys, serviceAccounts } = organization;
  const projectRows = [...projects.values()].map((project) => [project.name, code(project.id)]);
  const roles = (principal: Principal) => [
    principal.orgRoles.join(", "),
    lines(
      [...principal.projectRoles].map(
        ([groupId, names]) => `${nameOf(organization, groupId)}: ${names.join(", ")}`,
      ),
    ),
  ];
  const keyRow = (key: ApiKey) => [key.desc, code(key.publicKey), code(key.id), ...roles(key)];
  const accountRow = (account: ServiceAccount) => [account.name, code(account.clientId), ...roles(account)];
  return html`<section>
<h2>${name}</h2>
<p>Organization <code>${id}</code> of ${product === "atlas" ? "Atlas" : "Cloud Manager"}</p>
${table("Projects", ["Name", "Id"], projectRows)}
${table("API keys", ["Description", "Public key", "Id", "In the organization", "In projects"], [...apiKeys.values()].map(keyRow))}
${table("Service accounts", ["Name", "Client id", "In the organization", "In projects"], [...serviceAccounts.values()].map(accountRow))}
</section>`;
}

function nameOf({ projects }: Organization, id: string): string {
  return projects.get(id)?.name ?? id;
}

export function faultsSection(faults: readonly Fault[]): Html {
  const rows = faults.map((fault) => {
    const { operation, kind, times, ...rest } = fault;
    const options = Object.entries(rest).map(([name, value]) => `${name} ${value}`);
    return [operation, kind, options.join(", "), times === undefined ? "until cleared" : String(times)];
  });
  return html`<section>
<h2>Faults</h2>
${table("Active faults", ["Operation", "Kind", "Options", "Times left"], rows)}
</section>`;
}

/** Newest first. */
export function requestsSection(requests: readonly LoggedRequest[]): Html {
  const rows = [...requests]
    .reverse()
    .map(({ at, method, path, operationId, status, caller = "none", fault }) => [
      at,
      code(`${method} ${path}`),
      operationId,
      status === 0 ? "reset" : String(status),
      caller,
      fault ?? "",
    ]);
  return html`<section>
<h2>Requests</h2>
${table("Last requests", ["Time", "Request", "Operation", "Status", "Caller", "Fault"], rows)}
</section>`;
}

type Cell = string | Html;

function table(caption: string, heads: readonly string[], rows: readonly (readonly Cell[])[]): Html {
  if (rows.length === 0) return html`<p>${caption}: none</p>`;
  const hidden = rows.length - maxRows;
  const more = hidden > 0 ? html`<p>and ${hidden} more</p>` : html``;
  return html`<table>
<caption>${caption} (${rows.length})</caption>
<thead><tr>${heads.map((head) => html`<th scope="col">${head}</th>`)}</tr></thead>
<tbody>${rows.slice(0, maxRows).map((row) => html`<tr>${row.map((cell) => html`<td>${cell}</td>`)}</tr>\n`)}</tbody>
</table>${more}`;
}

function code(text: string): Html {
  return html`<code>${text}</code>`;
}

function lines(texts: readonly string[]): Html {
  return html`${texts.map((text) => html`<div>${text}</div>`)}`;
}
