import { matrixScript } from "./script-drawing";
import { Html } from "./template";

/**
 * Runs in the browser. It reads the tables of the page, so there is no second copy of the data and no text to escape for
 * a script. It creates nodes, never markup.
 */
export const script: Html = new Html(String.raw`"use strict";
(() => {
  const by = (id) => document.getElementById(id);
  const filters = by("filters");
  if (!filters) return;
${matrixScript}
  const organizations = [...document.querySelectorAll(".organization")].map(read);
  const columns = Math.max(...organizations.map(({ scopes, grants }) => new Set(grants.map(({ scope }) => scope)).size));
  by("names").defaultChecked = columns <= 12;
  const has = (text, words) => words.every((word) => text.includes(word));
  const words = (id) => by(id).value.toLowerCase().split(/\s+/).filter(Boolean);

  function apply() {
    const key = words("key"), project = words("project"), role = by("role").value;
    const isFiltered = project.length > 0 || role !== "" || by("marked").checked;
    const counts = { keys: 0, allKeys: 0, scopes: 0, allScopes: 0, grants: 0, allGrants: 0 };
    for (const organization of organizations) {
      const { keys, scopes, grants } = organization;
      const matchingKeys = new Set(keys.filter(({ text }) => has(text, key)));
      const matchingScopes = new Set(scopes.filter(({ text }) => has(text, project)));
      const shown = grants.filter((grant) => matchingKeys.has(grant.key) && matchingScopes.has(grant.scope) &&
        (role === "" || grant.roles.has(role)) && (!by("marked").checked || grant.marked));
      const showEmpty = by("empty").checked;
      const onlyMarked = by("marked").checked && !project.length && role === "";
      const shownKeys = new Set(shown.map(({ key }) => key));
      const shownScopes = new Set(shown.map(({ scope }) => scope));
      const rows = keys.filter((one) => matchingKeys.has(one) &&
        (shownKeys.has(one) || (showEmpty && !isFiltered) || (onlyMarked && one.marked) || (!isFiltered && one.grants === 0)));
      const cols = scopes.filter((one) => matchingScopes.has(one) && (shownScopes.has(one) || (showEmpty && role === "" && !by("marked").checked)));
      organization.show(rows, cols, shown, by("list").checked);
      counts.keys += rows.length; counts.allKeys += keys.length;
      counts.scopes += cols.filter(({ at }) => at > 0).length; counts.allScopes += scopes.length - 1;
      counts.grants += shown.length; counts.allGrants += grants.length;
    }
    const of = (some, all, what) => some.toLocaleString("en") + " of " + all.toLocaleString("en") + " " + what;
    by("shown").textContent = "Shown: " + [of(counts.keys, counts.allKeys, "keys and service accounts"),
      of(counts.scopes, counts.allScopes, "projects"), of(counts.grants, counts.allGrants, "cells with roles")].join(", ") + ".";
    document.body.classList.toggle("letters", !by("names").checked);
  }

  let timer;
  const applySoon = () => { clearTimeout(timer); timer = setTimeout(apply, 120); };
  filters.addEventListener("input", applySoon);
  filters.addEventListener("reset", applySoon);
  filters.addEventListener("submit", (event) => event.preventDefault());
  for (const element of document.querySelectorAll(".needs-script")) element.hidden = false;
  apply();
})();
`);
