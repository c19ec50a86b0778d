// What is known of the caller goes into fields in which nothing stands; a policy is chosen by Alt and its number.
"use strict";

(() => {
  const named = (name) => document.querySelector(`#register [name="${CSS.escape(name)}"]`);

  // As if it had been typed: drafts and related cases follow. Not as a change, which would ask the insurer again.
  function put(field, value) {
    field.value = value;
    field.dispatchEvent(new Event("input", { bubbles: true }));
  }

  document.addEventListener("htmx:afterSwap", (event) => {
    if (event.detail.target?.id !== "part-insurer") return;
    for (const each of event.detail.target.querySelectorAll("[data-fills]")) {
      const field = named(each.dataset.fills);
      if (field && !field.value.trim()) put(field, each.value);
    }
  });

  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-fill-from]");
    const field = button && named(button.dataset.fillFrom);
    if (!field) return;
    put(field, button.dataset.value);
    document.getElementById("id_facts")?.focus();
  });

  document.addEventListener("keydown", (event) => {
    if (!event.altKey || event.ctrlKey || event.metaKey || !/^Digit[1-9]$/.test(event.code)) return;
    const button = document.querySelector(`#part-insurer [data-key="${event.code.at(-1)}"]`);
    if (!button) return;
    event.preventDefault();
    button.click();
  });
})();
