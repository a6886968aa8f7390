/** Reads an organization's table and draws the matrix. Empty rows and columns are not drawn. */
export const matrixScript = `
  const make = (name, attributes, ...children) => {
    const node = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, value);
    node.append(...children);
    return node;
  };
  const copies = (node) => [...node.childNodes].map((child) => child.cloneNode(true));

  function read(section) {
    const scopes = [...section.querySelectorAll(".scopes li")].map((node, at) =>
      ({ at, name: node.textContent, text: node.textContent.toLowerCase() }));
    const keys = [], grants = [];
    for (const row of section.querySelectorAll(".list tbody tr")) {
      const [head, , roles, remarks] = row.children;
      const at = Number(row.dataset.key);
      const key = keys[at] ??= { rows: [], head, text: head.textContent.toLowerCase(), marked: false, grants: 0 };
      key.rows.push(row);
      const marked = "marked" in row.dataset;
      key.marked ||= marked;
      if (row.dataset.scope === undefined) continue;
      key.grants += 1;
      const held = [...row.querySelectorAll(".chip")].flatMap(({ dataset }) =>
        ["tier:" + dataset.tier, "role:" + dataset.role]);
      grants.push({ row, key, scope: scopes[row.dataset.scope], roles: new Set(held), marked, contents: [roles, remarks] });
    }
    const box = section.querySelector(".matrix"), list = section.querySelector(".list");
    const show = (rows, columns, shown, asList) => {
      box.hidden = asList;
      list.hidden = !asList;
      if (asList) {
        const visible = new Set(shown.map(({ row }) => row));
        const some = new Set(rows);
        for (const key of keys)
          for (const row of key.rows) row.hidden = row.dataset.scope === undefined ? !some.has(key) : !visible.has(row);
      } else box.replaceChildren(draw(section, rows, columns, shown));
    };
    return { keys, scopes, grants, show };
  }

  function draw(section, rows, columns, shown) {
    if (rows.length === 0) return make("p", { class: "nothing" }, "Nothing matches these filters.");
    const cells = new Map(rows.map((key) => [key, new Map()]));
    for (const grant of shown) cells.get(grant.key)?.set(grant.scope, grant);
    const head = make("tr", {}, make("th", { scope: "col" }, "Key or service account"));
    for (const { name, at } of columns)
      head.append(make("th", { scope: "col", class: at === 0 ? "whole" : "one", title: name },
        make("div", {}, make("bdi", {}, name), ...(at === 0 ? [make("span", { class: "secondary" }, " organization")] : []))));
    const body = make("tbody", {});
    for (const key of rows) {
      const row = make("tr", {}, make("th", { scope: "row" }, ...copies(key.head)));
      const own = cells.get(key);
      for (const scope of columns) row.append(cell(own.get(scope)));
      body.append(row);
    }
    const title = section.querySelector("h3").textContent;
    const table = make("table", {}, make("caption", {}, "Access in " + title + ": keys and service accounts by row, scopes by column"),
      make("thead", {}, head), body);
    // All letters have the same width. With a fixed width the browser need not measure every cell.
    if (!by("names").checked) table.style.width = 14 + columns.length * 2.25 + "rem";
    return table;
  }

  function cell(grant) {
    if (!grant) return document.createElement("td");
    const kinds = ["drifted", "unmanaged", "allowed"].filter((kind) => grant.contents[1].querySelector(".key." + kind));
    const hint = grant.contents.map((node) => node.textContent.trim()).filter(Boolean).join("; ");
    return make("td", { class: ["filled", ...kinds].join(" "), title: hint }, ...grant.contents.flatMap(copies));
  }
`;
