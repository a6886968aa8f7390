import type { OrganizationReport, Principal } from "../../access-matrix";
import { scopeText } from "./changes";
import { chips } from "./roles";
import { type Html, html } from "./template";

/** The unmanaged access in an organization, by key or service account. */
export function unmanagedItems({ principals }: OrganizationReport): readonly Html[] {
  return principals.flatMap((principal) => {
    const lines = linesOf(principal);
    if (principal.ownership !== "unmanaged" && lines.length === 0) return [];
    const { kind, label, id, ownership } = principal;
    const note = ownership === "unmanaged" ? html`: no stack manages this ${kind}` : "";
    return [
      html`<b>${kind} <bdi>${label}</bdi></b> <span class="secondary">${id}</span>${note}${
        lines.length === 0 ? "" : html`<ul>${lines.map((line) => html`<li>${line}</li>`)}</ul>`
      }`,
    ];
  });
}

function linesOf({ ownership, grants, unmanagedEntries = [] }: Principal): readonly Html[] {
  const own = grants.filter((grant) => ownership === "unmanaged" || grant.ownership === "unmanaged");
  return [
    ...own.map(({ roles, scope }) => html`has ${chips(roles)}${scopeText(scope)}`),
    ...unmanagedEntries.map((entry) => html`can be used from <code><bdi>${entry}</bdi></code>`),
  ];
}
