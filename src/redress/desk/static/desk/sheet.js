// The sheet at the side in which a command's form opens. Without it the form is a page of its own.
"use strict";

(() => {
  const sheet = document.getElementById("sheet");
  if (!sheet) return;
  const opens = (event) => event.detail.target?.id === "sheet-body";
  let latest = null;

  // One form at a time: what was pressed last is shown, and nothing takes the place of a form that stands open.
  document.addEventListener("htmx:beforeRequest", (event) => {
    if (!opens(event)) return;
    if (sheet.open) event.preventDefault();
    else latest = event.detail.xhr;
  });
  document.addEventListener("htmx:beforeSwap", (event) => {
    if (opens(event) && (sheet.open || event.detail.xhr !== latest)) event.detail.shouldSwap = false;
  });

  document.addEventListener("htmx:afterSwap", (event) => {
    if (!opens(event)) return;
    if (!sheet.open) sheet.showModal();
    const first = sheet.querySelector("select:not([type=hidden]), textarea, input:not([type=hidden])");
    first?.focus();
  });

  sheet.addEventListener("click", (event) => {
    const outside = event.target === sheet;
    const button = event.target.closest("[data-close-sheet]");
    if (!outside && !button) return;
    event.preventDefault();
    sheet.close();
  });
})();
