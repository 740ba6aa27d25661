// Tables that can be sorted by any column and filtered by words.
import { make, makeButton } from "./dom.js";

/** Rows before "Show all": a long article has hundreds. */
const SHOWN = 25;

/**
 * Return a table and what belongs to it. `columns`: `{title, cell(row), value(row)}` in order, where `cell`
 * returns a `td` or `th` and `value` what to sort by. `rows` come in their first order. `groups`: `{title, keep(row)}`,
 * the choices of the filter. `caption(shown)` describes the rows that are left.
 */
export function makeTable({ name, columns, rows, groups, caption }) {
  let sorted = null;
  let descending = false;
  let all = false;
  const group = make("select", { "aria-label": `${name}: which` }, ...groups.map(({ title }, at) => new Option(`${title} (${rows.filter(groups[at].keep).length})`, at)));
  const words = make("input", { type: "search", "aria-label": `${name}: containing`, placeholder: "containing …", autocomplete: "off", spellcheck: "false" });
  const body = make("tbody", { role: "rowgroup" });
  const line = make("caption");
  const heads = columns.map(({ title }, at) =>
    make("th", { scope: "col", role: "columnheader" }, makeButton(title, () => sort(at), { class: "sort" })),
  );
  const more = makeButton("", () => {
    all = true;
    show();
    body.children[SHOWN]?.querySelector("button")?.focus();
  }, { class: "small all" });

  function sort(at) {
    descending = sorted === at && !descending;
    sorted = at;
    for (const [other, head] of heads.entries()) {
      if (other === at) head.setAttribute("aria-sort", descending ? "descending" : "ascending");
      else head.removeAttribute("aria-sort");
    }
    show();
  }

  function show() {
    const wanted = words.value.trim().toLowerCase();
    let kept = rows.filter(groups[group.value].keep);
    if (wanted) kept = kept.filter((row) => columns.some(({ value }) => String(value(row)).toLowerCase().includes(wanted)));
    if (sorted !== null) {
      const { value } = columns[sorted];
      kept = [...kept].sort((a, b) => compare(value(a), value(b)) * (descending ? -1 : 1));
    }
    body.replaceChildren(...kept.map((row) => make("tr", { role: "row", class: row.unnamed ? "unnamed" : null }, ...columns.map(({ cell }) => cell(row)))));
    for (const one of [...body.children].slice(SHOWN)) one.classList.toggle("more", !all);
    more.textContent = `Show all ${kept.length}`;
    more.hidden = all || kept.length <= SHOWN;
    line.textContent = caption(kept);
  }

  group.addEventListener("change", show);
  words.addEventListener("input", show);
  show();
  const head = make("thead", { role: "rowgroup" }, make("tr", { role: "row" }, ...heads));
  return [
    make("p", { class: "table-filter" }, group, words),
    make("table", { role: "table", class: "listing" }, line, head, body),
    more,
  ];
}

/** Return a cell of a table. `kind` is its class. */
export function cell(kind, ...children) {
  return make("td", { role: "cell", class: kind, dir: "auto" }, ...children);
}

function compare(a, b) {
  return typeof a === "number" && typeof b === "number" ? a - b : String(a).localeCompare(String(b), "en");
}
