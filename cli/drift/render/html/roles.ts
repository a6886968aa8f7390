import { type Html, html } from "../../../../emulator/status/html";
import type { RoleChange, Tier } from "../../report";

/** Privilege by letter, so that nobody has to tell colours apart. From most to least. */
export const tiers: readonly { readonly tier: Tier; readonly letter: string; readonly words: string }[] = [
  { tier: "owner", letter: "O", words: "owner" },
  { tier: "write", letter: "W", words: "write" },
  { tier: "billing", letter: "B", words: "billing" },
  { tier: "read", letter: "R", words: "read" },
  { tier: "unknown", letter: "?", words: "cannot be compared" },
];

/** A role with its letter; the tier is read out, too, since a lone letter says nothing to who hears it. */
function chip({ role, tier }: RoleChange): Html {
  const { letter = "?", words = tier } = tiers.find((one) => one.tier === tier) ?? {};
  return html`<span class="chip ${tier}" data-tier="${tier}" data-role="${role}"><b aria-hidden="true">${letter}</b> <bdi>${role}</bdi><span class="heard"> (${words})</span></span>`;
}

export function chips(roles: readonly RoleChange[]): Html {
  return html`${roles.map((role) => html`${chip(role)} `)}`;
}
