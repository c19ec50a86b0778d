// What unfolds from a button: data-bs-toggle="dropdown" the menu behind it, "collapse" the part it names.
"use strict";

(() => {
  const buttons = (kind) => document.querySelectorAll(`[data-bs-toggle="${kind}"]`);
  const part = (button) => button.dataset.bsToggle === "collapse"
    ? document.querySelector(button.dataset.bsTarget)
    : button.parentElement.querySelector(".dropdown-menu");
  const items = (menu) => [...menu.querySelectorAll(".dropdown-item:not([hidden])")];

  function show(button, open) {
    part(button)?.classList.toggle("show", open);
    button.setAttribute("aria-expanded", String(open));
    if (open) button.dispatchEvent(new CustomEvent("redress:unfolded", { bubbles: true }));
  }
  const isOpen = (button) => button.getAttribute("aria-expanded") === "true";
  const closeAll = (but) => buttons("dropdown").forEach((each) => { if (each !== but && isOpen(each)) show(each, false); });

  document.addEventListener("click", (event) => {
    const button = event.target.closest('[data-bs-toggle="dropdown"], [data-bs-toggle="collapse"]');
    const stays = event.target.closest(".dropdown-menu[data-stays]");
    if (!stays) closeAll(button);
    if (button) show(button, !isOpen(button));
  });

  document.addEventListener("keydown", (event) => {
    const menu = event.target.closest(".dropdown-menu");
    const button = menu?.parentElement.querySelector('[data-bs-toggle="dropdown"]')
      ?? event.target.closest('[data-bs-toggle="dropdown"]');
    if (!button) return;
    if (event.key === "Escape" && isOpen(button)) {
      show(button, false);
      button.focus();
    } else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      if (!isOpen(button)) show(button, true);
      const all = items(part(button));
      const step = event.key === "ArrowDown" ? 1 : -1;
      const now = all.indexOf(document.activeElement);
      all.at(now < 0 ? (step > 0 ? 0 : -1) : (now + step) % all.length)?.focus();
    } else return;
    event.preventDefault();
    event.stopPropagation();
  });

  document.addEventListener("focusout", (event) => {
    const menu = event.target.closest(".dropdown");
    if (menu && event.relatedTarget && !menu.contains(event.relatedTarget)) closeAll();
  });
})();
