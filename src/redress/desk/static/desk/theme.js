// Light or dark, as the person chose or the computer is set; the styles ask for it by an attribute. Paper is always light.
"use strict";

(() => {
  const root = document.documentElement;
  const dark = window.matchMedia("(prefers-color-scheme: dark)");
  const follow = () => {
    const chosen = root.dataset.theme;
    root.dataset.bsTheme = chosen === "light" || chosen === "dark" ? chosen : dark.matches ? "dark" : "light";
    for (const each of document.querySelectorAll("[data-theme-choice]")) {
      each.setAttribute("aria-checked", String(each.dataset.themeChoice === (chosen || "system")));
    }
  };
  follow();
  dark.addEventListener("change", follow);
  document.addEventListener("DOMContentLoaded", follow);
  window.addEventListener("beforeprint", () => { root.dataset.bsTheme = "light"; });
  window.addEventListener("afterprint", follow);
  // The server keeps the choice; the page does not wait for it.
  document.addEventListener("click", (event) => {
    const choice = event.target.closest("[data-theme-choice]");
    if (!choice) return;
    root.dataset.theme = choice.dataset.themeChoice;
    follow();
  });
})();
