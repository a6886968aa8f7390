import { Html } from "../../../../emulator/status/html";
import { matrixScript } from "./script-drawing";

/**
 * What runs in the reader's browser. It reads the tables of the page itself, so there is no second copy of the data and no
 * text that would have to be escaped for a script; it writes by nodes, never by markup.
 */
export const script: Html = new Html(String.raw`"use strict";
(() => {
  const by = (id) => document.getElementById(id);
  const filters = by("filters");
  if (!filters) return;
${matrixScript}
  const organizations = [...document.querySelectorAll(".organization")].map(read);
  const columns = Math.max(...organizations.map(({ places, grants }) => new Set(grants.map(({ place }) => place)).size));
  by("names").defaultChecked = columns <= 12;
  const has = (text, words) => words.every((word) => text.includes(word));
  const words = (id) => by(id).value.toLowerCase().split(/\s+/).filter(Boolean);

  function apply() {
    const key = words("key"), project = words("project"), role = by("role").value;
    const isNarrow = project.length > 0 || role !== "" || by("marked").checked;
    const sum = { keys: 0, allKeys: 0, places: 0, allPlaces: 0, grants: 0, allGrants: 0 };
    for (const organization of organizations) {
      const { keys, places, grants } = organization;
      const named = new Set(keys.filter(({ text }) => has(text, key)));
      const near = new Set(places.filter(({ text }) => has(text, project)));
      const shown = grants.filter((grant) => named.has(grant.key) && near.has(grant.place) &&
        (role === "" || grant.roles.has(role)) && (!by("marked").checked || grant.marked));
      const bare = by("empty").checked;
      const lone = by("marked").checked && !project.length && role === "";
      const held = new Set(shown.map(({ key }) => key));
      const used = new Set(shown.map(({ place }) => place));
      const rows = keys.filter((one) => named.has(one) &&
        (held.has(one) || (bare && !isNarrow) || (lone && one.marked) || (!isNarrow && one.grants === 0)));
      const cols = places.filter((one) => near.has(one) && (used.has(one) || (bare && role === "" && !by("marked").checked)));
      organization.show(rows, cols, shown, by("list").checked);
      sum.keys += rows.length; sum.allKeys += keys.length;
      sum.places += cols.filter(({ at }) => at > 0).length; sum.allPlaces += places.length - 1;
      sum.grants += shown.length; sum.allGrants += grants.length;
    }
    const of = (some, all, what) => some.toLocaleString("en") + " of " + all.toLocaleString("en") + " " + what;
    by("shown").textContent = "Shown: " + [of(sum.keys, sum.allKeys, "keys and service accounts"),
      of(sum.places, sum.allPlaces, "projects"), of(sum.grants, sum.allGrants, "cells with roles")].join(", ") + ".";
    document.body.classList.toggle("letters", !by("names").checked);
  }

  let waiting;
  const soon = () => { clearTimeout(waiting); waiting = setTimeout(apply, 120); };
  filters.addEventListener("input", soon);
  filters.addEventListener("reset", soon);
  filters.addEventListener("submit", (event) => event.preventDefault());
  for (const one of document.querySelectorAll(".scripted")) one.hidden = false;
  apply();
})();
`);
