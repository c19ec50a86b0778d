// The sheet at the side in which a command's form opens. Without it the form is a page of its own.
"use strict";

(() => {
  const sheet = document.getElementById("sheet");
  if (!sheet) return;

  document.addEventListener("htmx:afterSwap", (event) => {
    if (event.detail.target.id !== "sheet-body") return;
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
