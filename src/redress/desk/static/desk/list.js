// The list of files: a click anywhere on a row opens it, words typed above find rows, heads sort a list that is whole.
"use strict";

(() => {
  document.documentElement.classList.add("has-script");
  const table = () => document.querySelector(".files-list");
  const rows = () => [...(table()?.tBodies[0]?.rows ?? [])];
  const KEPT = "redress-list";
  const kept = () => { try { return JSON.parse(localStorage.getItem(KEPT)) ?? {}; } catch { return {}; } };
  const keep = (change) => localStorage.setItem(KEPT, JSON.stringify({ ...kept(), ...change }));

  // What was selected with the mouse is not opened, nor is a row whose link or box was meant.
  document.addEventListener("click", (event) => {
    const row = event.target.closest(".files-list [data-row]");
    if (!row || event.target.closest("a, button, input, label, select") || String(getSelection())) return;
    const link = row.querySelector("[data-open]");
    if (event.ctrlKey || event.metaKey) window.open(link.href, "_blank", "noopener");
    else link.click();
  });

  // A limit says its last instant at the end of its title.
  const said = (cell) => cell.querySelector(".due")?.title.slice(-16) ?? cell.querySelector("time")?.dateTime ?? cell.textContent.trim();

  function sort(head) {
    const down = head.getAttribute("aria-sort") === "ascending";
    const place = head.cellIndex;
    for (const other of head.parentNode.cells) other.removeAttribute("aria-sort");
    head.setAttribute("aria-sort", down ? "descending" : "ascending");
    const order = new Intl.Collator(document.documentElement.lang, { numeric: true });
    // What says nothing comes last, whichever way.
    const sorted = rows().sort((one, other) => {
      const [first, second] = [said(one.cells[place]), said(other.cells[place])];
      if (!first || !second) return !first - !second;
      return order.compare(first, second) * (down ? -1 : 1);
    });
    table().tBodies[0].append(...sorted);
  }

  function find(words) {
    const wanted = words.trim().toLocaleLowerCase();
    let shown = 0;
    for (const row of rows()) {
      const hit = !wanted || row.textContent.toLocaleLowerCase().includes(wanted);
      row.classList.toggle("not-found", !hit);
      shown += hit;
    }
    const told = document.getElementById("list-found");
    if (told) told.textContent = wanted ? `${shown} / ${rows().length}` : "";
  }

  function hide() {
    const hidden = new Set(kept().hidden ?? []);
    for (const head of table()?.tHead.rows[0].cells ?? []) {
      const off = hidden.has(head.dataset.column);
      for (const row of table().rows) row.cells[head.cellIndex]?.classList.toggle("hidden-column", off);
    }
    for (const box of document.querySelectorAll("[data-shows]")) box.checked = !hidden.has(box.dataset.shows);
    table()?.classList.toggle("dense", kept().dense === true);
    const dense = document.getElementById("list-dense");
    if (dense) dense.checked = kept().dense === true;
  }

  // Where files can be chosen each row gets a box: fifty of them in the page would be a tenth of it.
  function offer() {
    const bar = document.getElementById("list-many");
    if (!bar || table().querySelector(".box")) return;
    const box = (cell, value, said) => {
      cell.className = "box";
      const input = Object.assign(document.createElement("input"), { type: "checkbox", className: "form-check-input" });
      input.setAttribute("aria-label", said);
      if (value) Object.assign(input, { name: "number", value }).setAttribute("form", "list-many");
      else input.id = "list-all";
      cell.append(input);
      return cell;
    };
    table().tHead.rows[0].prepend(box(document.createElement("th"), "", bar.dataset.all));
    for (const row of rows()) {
      const number = row.querySelector("[data-open]").textContent;
      row.prepend(box(document.createElement("td"), number, number));
    }
  }

  function begin() {
    if (!table()) return;
    offer();
    hide();
    if (table()?.dataset.whole === undefined) return;
    for (const head of table().tHead.rows[0].cells) {
      if (!head.dataset.column || head.querySelector("button")) continue;
      const button = document.createElement("button");
      button.type = "button";
      button.append(...head.childNodes);
      head.append(button);
    }
  }

  document.addEventListener("click", (event) => {
    const head = event.target.closest(".files-list th button")?.closest("th");
    if (head) sort(head);
  });
  document.addEventListener("input", (event) => {
    if (event.target.id === "list-find") find(event.target.value);
  });
  document.addEventListener("change", (event) => {
    if (event.target.id === "list-dense") keep({ dense: event.target.checked });
    else if (event.target.dataset.shows) {
      const hidden = new Set(kept().hidden ?? []);
      hidden[event.target.checked ? "delete" : "add"](event.target.dataset.shows);
      keep({ hidden: [...hidden] });
    } else return;
    hide();
  });
  // What is chosen is done in one bar, which is there while something is chosen.
  const boxes = () => rows().filter((row) => !row.classList.contains("not-found"))
    .map((row) => row.querySelector(".box input")).filter(Boolean);
  function choosing() {
    const bar = document.getElementById("list-many");
    if (!bar) return;
    const count = rows().filter((row) => row.querySelector(".box input")?.checked).length;
    bar.classList.toggle("some", count > 0);
    const told = document.getElementById("list-chosen");
    told.textContent = count ? told.dataset.words.replace("{n}", count) : "";
    document.getElementById("list-all").checked = count > 0 && count === boxes().length;
  }
  document.addEventListener("change", (event) => {
    if (event.target.id === "list-all") for (const box of boxes()) box.checked = event.target.checked;
    if (event.target.closest(".files-list .box")) choosing();
  });
  window.addEventListener("pageshow", choosing);

  // Space ticks the row that j and k have chosen, o opens it.
  document.addEventListener("keydown", (event) => {
    const row = document.querySelector(".files-list [data-row].chosen");
    if (!row || event.ctrlKey || event.metaKey || event.altKey || document.querySelector("dialog[open]")) return;
    if (event.target.closest("input, textarea, select, button, summary, [contenteditable]")) return;
    const box = row.querySelector(".box input");
    if (event.key === " " && box) {
      box.checked = !box.checked;
      choosing();
    } else if (event.key === "o") row.querySelector("[data-open]").click();
    else return;
    event.preventDefault();
  });

  // The question for counts takes the versions of the rows along; what has changed is marked and stays where it is.
  let asked = [];
  const version = (cell) => `${cell.querySelector("[data-open]").textContent}.${cell.dataset.version}`;
  document.addEventListener("htmx:configRequest", (event) => {
    if (event.target.id !== "desk-poll") return;
    if (document.querySelector(".view-tab")) event.detail.parameters.views = 1;
    asked = [...document.querySelectorAll(".files-list [data-version]")];
    if (asked.length) event.detail.parameters.rows = asked.map(version).join(",");
  });
  document.addEventListener("htmx:oobAfterSwap", (event) => {
    const places = event.detail.target?.id === "rows-changed" && document.getElementById("rows-changed")?.dataset.places;
    if (!places) return;
    for (const place of places.split(" ")) asked[place]?.closest("tr").classList.add("row-changed");
    document.getElementById("rows-anew").hidden = false;
  });

  document.addEventListener("DOMContentLoaded", begin);
  document.addEventListener("htmx:afterSettle", begin);
})();
