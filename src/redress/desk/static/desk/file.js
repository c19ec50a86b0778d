// The page of a file: the telephone dials what was just shown, and the time line says which of its filters holds.
"use strict";

(() => {
  document.addEventListener("htmx:afterSettle", () => {
    const number = document.querySelector("[data-call]:not([data-called])");
    if (!number) return;
    number.setAttribute("data-called", "");
    number.click();
  });

  document.addEventListener("htmx:afterRequest", (event) => {
    const filter = event.target.closest?.("[data-filter]");
    if (!filter || !event.detail.successful) return;
    for (const each of filter.parentElement.children) each.removeAttribute("aria-current");
    filter.setAttribute("aria-current", "true");
  });
})();
