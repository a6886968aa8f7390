import type { RoleChange, Tier } from "../../change";
import { type Html, html } from "./template";

/** A letter for each tier, so that no information depends on colour. From most to least privilege. */
export const tiers: readonly { readonly tier: Tier; readonly letter: string; readonly words: string }[] = [
  { tier: "owner", letter: "O", words: "owner" },
  { tier: "write", letter: "W", words: "write" },
  { tier: "billing", letter: "B", words: "billing" },
  { tier: "read", letter: "R", words: "read" },
  { tier: "unknown", letter: "?", words: "cannot be compared" },
];

/** A role with the letter of its tier. Screen readers read the tier's name instead of the letter. */
function chip({ role, tier }: RoleChange): Html {
  const { letter = "?", words = tier } = tiers.find((entry) => entry.tier === tier) ?? {};
  return html`<span class="chip ${tier}" data-tier="${tier}" data-role="${role}"><b aria-hidden="true">${letter}</b> <bdi>${role}</bdi><span class="visually-hidden"> (${words})</span></span>`;
}

export function chips(roles: readonly RoleChange[]): Html {
  return html`${roles.map((role) => html`${chip(role)} `)}`;
}
