import type { Change, Scope } from "../../change";
import { chips } from "./roles";
import { type Html, html } from "./template";

/** A change in words: "gains GROUP_OWNER on project shop". */
export function changeSentences(change: Change): readonly Html[] {
  const sentences = plainSentences(change);
  return change.ignored ? sentences.map((line) => html`${line}, ignored by the program`) : sentences;
}

function plainSentences(change: Change): readonly Html[] {
  switch (change.kind) {
    case "roles":
      return [
        ...(change.gained.length > 0 ? [html`gains ${chips(change.gained)}${scopeText(change.scope)}`] : []),
        ...(change.lost.length > 0 ? [html`loses ${chips(change.lost)}${scopeText(change.scope)}`] : []),
      ];
    case "entries":
      return [
        ...change.added.map((entry) => html`can be used from <code><bdi>${entry}</bdi></code>`),
        ...change.removed.map((entry) => html`can no longer be used from <code><bdi>${entry}</bdi></code>`),
        ...(change.leavesNone
          ? [
              html`has no entry left: it can be used from any address, unless the organization requires an access list`,
            ]
          : []),
      ];
    case "value":
      return [html`${change.property} ${value(change.from, change.to)}`];
  }
}

export function scopeText({ kind, name, id }: Scope): Html {
  return html`on ${kind} <bdi>${name ?? id}</bdi>`;
}

function value(from: string | undefined, to: string | undefined): Html {
  if (from === undefined && to === undefined) return html`changed (its value is a secret)`;
  if (from === undefined) return html`is now “<bdi>${to ?? ""}</bdi>”`;
  if (to === undefined) return html`is no longer “<bdi>${from}</bdi>”`;
  return html`was “<bdi>${from}</bdi>”, is now “<bdi>${to}</bdi>”`;
}
