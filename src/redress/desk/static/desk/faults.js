// What is wrong with a form is said once more above it, each with a way to its field, and the first field is gone to.
"use strict";

(() => {
  const WORDS = {
    zh: (n) => `有 ${n} 处需要更正，已填写的内容都还在：`,
    en: (n) => `${n === 1 ? "One field needs" : `${n} fields need`} correcting. Nothing you typed is lost:`,
  };
  const words = () => WORDS[document.documentElement.lang.startsWith("zh") ? "zh" : "en"];
  const CONTROL = "input:not([type=hidden]), select, textarea, canvas[tabindex]";

  // A field, or a set of fields, that is marked; a set whose own fields are marked says nothing of its own.
  function wrong(form) {
    const marked = [...form.querySelectorAll(".field-error")].filter((each) => each.textContent.trim());
    return marked.map((error) => {
      const place = error.closest(".field, fieldset, .sign-box") ?? error.parentElement;
      const label = place.querySelector("label:not(.form-check), legend, .form-check-label, .signature-label");
      const field = place.matches(CONTROL) ? place : place.querySelector(CONTROL);
      return { field: field ?? form.querySelector(CONTROL), label, error };
    }).filter((each) => each.field);
  }

  function goTo(field) {
    for (let at = field.closest("details"); at; at = at.parentElement.closest("details")) at.open = true;
    field.focus();
    field.scrollIntoView({ block: "center" });
  }

  function clean(node) {
    const copy = node?.cloneNode(true);
    copy?.querySelectorAll(".required, .rule, .ti, [data-bs-toggle]").forEach((each) => each.remove());
    return copy?.textContent.replace(/\s+/g, " ").trim() ?? "";
  }

  function tell(form) {
    form.querySelector(".fault-summary")?.remove();
    const faults = wrong(form);
    if (!faults.length) return;
    const note = document.createElement("div");
    note.className = "note note-error fault-summary";
    note.setAttribute("role", "alert");
    const list = document.createElement("ul");
    for (const { field, label, error } of faults) {
      const link = document.createElement("a");
      link.href = `#${field.id || "main"}`;
      link.textContent = [clean(label), clean(error)].filter(Boolean).join(document.documentElement.lang.startsWith("zh") ? "：" : ": ");
      link.addEventListener("click", (event) => {
        event.preventDefault();
        goTo(field);
      });
      list.append(document.createElement("li"));
      list.lastChild.append(link);
    }
    note.append(Object.assign(document.createElement("strong"), { textContent: words()(faults.length) }), list);
    const place = form.querySelector("[data-fault]");
    if (place && !place.querySelector(".stale")) {
      place.querySelector(".note-error:not(.fault-summary)")?.toggleAttribute("hidden", !place.querySelector(".rule"));
      place.append(note);
    } else form.prepend(note);
    goTo(faults[0].field);
  }

  const forms = (root) => [...(root.matches?.("form") ? [root] : []), ...(root.querySelectorAll?.("form") ?? [])];
  forms(document).forEach(tell); // it comes once there is something to tell
  document.addEventListener("htmx:afterSettle", (event) => {
    const form = event.detail.elt;
    if (form.matches?.("form") || form.querySelector?.("form")) forms(form).forEach(tell);
  });
})();
