// Light or dark, as the person's computer is set; the vendor's parts ask for it by an attribute. Paper is always light.
"use strict";

(() => {
  const dark = window.matchMedia("(prefers-color-scheme: dark)");
  const follow = () => { document.documentElement.dataset.bsTheme = dark.matches ? "dark" : "light"; };
  follow();
  dark.addEventListener("change", follow);
  window.addEventListener("beforeprint", () => { document.documentElement.dataset.bsTheme = "light"; });
  window.addEventListener("afterprint", follow);
})();
