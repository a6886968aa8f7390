import { type Html, html } from "../../../../emulator/status/html";
import type { OrganizationReport, Principal } from "../../report";
import { scopeText } from "./changes";
import { chips } from "./roles";

/** What no given stack declares in an organization: each principal once, with all that it should not have. */
export function unmanagedItems({ principals }: OrganizationReport): readonly Html[] {
  return principals.flatMap((principal) => {
    const lines = linesOf(principal);
    if (principal.ownership !== "unmanaged" && lines.length === 0) return [];
    const { kind, label, id, ownership } = principal;
    const whole = ownership === "unmanaged" ? html`: nobody declared this ${kind}` : "";
    return [
      html`<b>${kind} <bdi>${label}</bdi></b> <span class="quiet">${id}</span>${whole}${
        lines.length === 0 ? "" : html`<ul>${lines.map((line) => html`<li>${line}</li>`)}</ul>`
      }`,
    ];
  });
}

function linesOf({ ownership, grants, unmanagedEntries = [] }: Principal): readonly Html[] {
  const own = grants.filter((grant) => ownership === "unmanaged" || grant.ownership === "unmanaged");
  return [
    ...own.map(({ roles, scope }) => html`has ${chips(roles)}${scopeText(scope)}`),
    ...unmanagedEntries.map((entry) => html`may call from <code><bdi>${entry}</bdi></code>`),
  ];
}
