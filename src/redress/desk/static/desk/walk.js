// From a list to its files and back: a file that was opened from a list leads to the next and the one before, in the
// order in which the list stood, and back to where one was. Kept in the tab; addresses of files alone.
"use strict";

(() => {
  const KEPT = "redress-walk";
  const words = document.currentScript.dataset;
  const kept = () => { try { return JSON.parse(sessionStorage.getItem(KEPT)); } catch { return null; } };
  const links = () => [...document.querySelectorAll(".files-list tr:not(.not-found) [data-open]")];

  document.addEventListener("click", (event) => {
    const link = event.target.closest(".files-list [data-open]");
    if (!link) return;
    const files = links().map((each) => each.getAttribute("href"));
    sessionStorage.setItem(KEPT, JSON.stringify({ from: location.pathname + location.search, files }));
  }, true);

  function back() {
    const walk = kept();
    if (!walk?.last || walk.from !== location.pathname + location.search) return;
    const row = links().find((each) => each.getAttribute("href") === walk.last)?.closest("[data-row]");
    if (!row) return;
    row.classList.add("chosen");
    row.scrollIntoView({ block: "center" });
  }

  function go(href, sign, said, key) {
    const link = document.createElement("a");
    link.className = "btn btn-icon";
    link.textContent = sign;
    link.setAttribute("aria-label", said);
    link.title = `${said} (${key})`;
    link.setAttribute("aria-keyshortcuts", key);
    link.dataset.walks = key;
    link.href = href;
    return link;
  }

  function beside() {
    const walk = kept();
    const place = walk?.files?.indexOf(location.pathname) ?? -1;
    const actions = document.querySelector("main .page-head-actions") ?? document.querySelector("main h1")?.parentElement;
    if (place < 0 || !actions) return;
    sessionStorage.setItem(KEPT, JSON.stringify({ ...walk, last: location.pathname }));
    const nav = document.createElement("nav");
    nav.className = "walk no-print";
    nav.setAttribute("aria-label", words.list);
    const [before, after] = [walk.files[place - 1], walk.files[place + 1]];
    if (before) nav.append(go(before, "‹", words.previous, "p"));
    nav.append(go(walk.from, `${place + 1}/${walk.files.length}`, words.back, "x"));
    if (after) nav.append(go(after, "›", words.next, "n"));
    actions.prepend(nav);
  }

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (event.target.closest("input, textarea, select, [contenteditable]")) return;
    if (document.querySelector("dialog[open]")) return;
    const link = "npx".includes(event.key) && document.querySelector(`[data-walks="${event.key}"]`);
    if (!link) return;
    event.preventDefault();
    link.click();
  });
  document.addEventListener("DOMContentLoaded", () => { beside(); back(); });
})();
