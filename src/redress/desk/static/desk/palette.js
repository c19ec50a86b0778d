// The palette (Ctrl K): pages, acts of this page, files opened lately; and what is looked up, by Enter alone.
// Nothing is looked up while somebody types: a look-up of a person is counted and on record.
"use strict";

(() => {
  const RECENT = "redress-recent", MOST_RECENT = 8;
  const dialog = document.getElementById("palette");
  if (!dialog) {
    sessionStorage.removeItem(RECENT); // nobody is signed in
    return;
  }
  const form = dialog.querySelector("form"), input = dialog.querySelector("[role=combobox]");
  const list = document.getElementById("palette-list"), found = document.getElementById("palette-found");
  const status = document.getElementById("palette-status");
  let active = null;

  // Numbers alone are kept, for this tab and session.
  const recent = () => JSON.parse(sessionStorage.getItem(RECENT) ?? "[]");
  const here = document.querySelector("main [data-file-number]")?.dataset.fileNumber
    ?? window.location.pathname.match(/^\/(?:case|claims|files\/[\w-]+)\/([A-Z]\d{4}-\d+)$/)?.[1];
  if (here) {
    const kept = [[here, window.location.pathname], ...recent().filter(([number]) => number !== here)];
    sessionStorage.setItem(RECENT, JSON.stringify(kept.slice(0, MOST_RECENT)));
  }

  const words = (element) => element.textContent.replace(/\s+/g, " ").trim();
  function choices() {
    const links = (kind, selector) => [...document.querySelectorAll(selector)]
      .map((element) => ({ kind, label: words(element), open: () => element.click() }))
      .filter((each) => each.label);
    return [
      ...recent().map(([number, address]) => ({ kind: "recent", label: number, open: () => window.location.assign(address) })),
      ...links("act", "main .page-head-actions a, main .page-head-actions button"),
      ...links("page", "#desk-nav a"),
      ...links("page", ".desk-header .dropdown-menu a.dropdown-item"),
    ];
  }

  function option({ kind, label, open }, n) {
    const item = document.createElement("li");
    item.id = `palette-option-${n}`;
    item.role = "option";
    item.className = "palette-option";
    const said = document.createElement("span");
    said.className = "muted";
    said.textContent = dialog.dataset[kind];
    item.append(label, " ", said);
    item.addEventListener("click", () => {
      if (kind !== "lookup") dialog.close();
      open();
    });
    return item;
  }

  const options = () => [...dialog.querySelectorAll("[role=option]")];
  function point(item) {
    active?.setAttribute("aria-selected", "false");
    active = item ?? null;
    active?.setAttribute("aria-selected", "true");
    active?.scrollIntoView({ block: "nearest" });
    if (active) input.setAttribute("aria-activedescendant", active.id);
    else input.removeAttribute("aria-activedescendant");
  }

  function offer() {
    const said = input.value.trim().toLowerCase();
    const fitting = choices().filter(({ label }) => label.toLowerCase().includes(said));
    found.replaceChildren();
    status.textContent = "";
    list.replaceChildren(...fitting.slice(0, 12).map(option));
    if (said) list.append(option({ kind: "lookup", label: input.value.trim(), open: () => form.requestSubmit() }, "lookup"));
    point(options()[0]);
  }

  function show() {
    if (dialog.open) return;
    input.value = "";
    offer();
    dialog.showModal();
    input.focus();
  }

  document.addEventListener("click", (event) => {
    if (event.target.closest("[data-palette-open]")) show();
    if (event.target === dialog) dialog.close();
    const link = event.target.closest("#palette-found [role=option]");
    if (link?.dataset.href) window.location.assign(link.dataset.href);
    if (link && "all" in link.dataset) {
      const search = document.getElementById("desk-q");
      search.value = input.value;
      search.form.requestSubmit();
    }
  });
  document.addEventListener("keydown", (event) => {
    if (!(event.ctrlKey || event.metaKey) || event.altKey || event.key.toLowerCase() !== "k") return;
    event.preventDefault();
    show();
  });
  input.addEventListener("input", offer);
  input.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    const all = options();
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && all.length) point(all.at((all.indexOf(active) + step) % all.length));
    else if (event.key === "Enter" && active) active.click();
    else return;
    event.preventDefault();
  });
  document.addEventListener("htmx:afterSwap", (event) => {
    if (event.detail.target !== found) return;
    list.replaceChildren();
    point(options()[0]);
    status.textContent = found.querySelector("[data-said]")?.dataset.said ?? words(found);
  });
})();
