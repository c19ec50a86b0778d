// The keyboard on every page: j/k move through a list, Enter opens, / searches, g + letter goes, ? helps.
"use strict";

(() => {
  const GO = { w: "/", m: "/monitor", n: "/register" };
  let going = 0;

  const typing = (target) => target.closest("input, textarea, select, [contenteditable]");
  const rows = () => [...document.querySelectorAll("[data-row]")];
  const chosen = () => document.querySelector("[data-row].chosen");

  function choose(step) {
    const all = rows();
    if (!all.length) return;
    const now = chosen();
    const next = all[Math.min(all.length - 1, Math.max(0, now ? all.indexOf(now) + step : 0))];
    now?.classList.remove("chosen");
    next.classList.add("chosen");
    next.scrollIntoView({ block: "nearest" });
    next.querySelector("[data-open]")?.focus({ preventScroll: true });
  }

  const help = () => document.getElementById("desk-keys")?.showModal();

  document.addEventListener("click", (event) => {
    if (event.target.closest("[data-keys-help]")) help();
  });

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (typing(event.target)) {
      if (event.key === "Escape") event.target.blur();
      return;
    }
    if (document.querySelector("dialog[open]")) return;
    if (going && Date.now() - going < 1500 && GO[event.key]) {
      window.location.assign(GO[event.key]);
      return;
    }
    going = 0;
    switch (event.key) {
      case "j": choose(1); break;
      case "k": choose(-1); break;
      case "Enter": {
        if (event.target.closest("a, button, summary")) return;
        chosen()?.querySelector("[data-open]")?.click();
        return;
      }
      case "/": document.getElementById("desk-q")?.select(); break;
      case "g": going = Date.now(); break;
      case "?": help(); break;
      default: return;
    }
    event.preventDefault();
  });
})();
