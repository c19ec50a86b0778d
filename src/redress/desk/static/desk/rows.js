// Forms: one more row where a list has rows, and the first field that is wrong after a form came back with faults.
"use strict";

(() => {
  const FIELDS = "input:not([type=hidden]), select, textarea";

  function offer(root) {
    for (const button of root.querySelectorAll?.("[data-add-row]") ?? []) button.hidden = false;
  }

  function look(root) {
    const wrong = root.querySelector?.(".field-wrong :is(input:not([type=hidden]), select, textarea)");
    if (wrong) wrong.focus();
    else root.querySelector?.("[data-fault] .note")?.scrollIntoView({ block: "nearest" });
  }

  // people.0.name becomes people.1.name, and its ids follow (form_fields.Field.id).
  function add(button) {
    const rows = button.closest("[data-rows]").querySelectorAll(".command-row");
    const last = rows[rows.length - 1];
    const row = last.cloneNode(true);
    for (const field of row.querySelectorAll(FIELDS)) {
      const old = field.id;
      field.name = field.name.replace(/\.(\d+)\./, (_all, number) => `.${Number(number) + 1}.`);
      field.id = `id_${field.name.replaceAll(".", "_")}`;
      row.querySelector(`[for="${old}"]`)?.setAttribute("for", field.id);
      field.closest(".field").id = `${field.id}-field`;
      field.removeAttribute("aria-invalid");
      field.removeAttribute("aria-describedby");
      if (field.type === "checkbox") field.checked = false;
      else field.value = "";
    }
    for (const error of row.querySelectorAll(".field-error")) error.remove();
    for (const field of row.querySelectorAll(".field-wrong")) field.classList.remove("field-wrong");
    last.after(row);
    row.querySelector(FIELDS)?.focus();
  }

  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-add-row]");
    if (button) add(button);
  });
  document.addEventListener("DOMContentLoaded", () => {
    offer(document);
    const form = document.querySelector("main .command-page form");
    if (!form) return;
    if (form.querySelector(".field-wrong")) look(form);
    else if (document.activeElement === document.body) form.querySelector(FIELDS)?.focus();
  });
  document.addEventListener("htmx:afterSettle", (event) => {
    offer(document);
    const form = event.detail.elt;
    if (event.detail.xhr?.status >= 400 && form?.matches?.("form[data-keep]")) look(form);
  });
})();
