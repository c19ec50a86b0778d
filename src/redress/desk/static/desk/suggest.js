// A suggestion is taken by a press: its field is filled in as if the person had chosen it, and everything that follows
// a choice follows.
"use strict";

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-take]");
  const field = button && document.getElementById(`id_${button.dataset.take}`);
  if (!field) return;
  field.value = button.dataset.value;
  for (const name of ["input", "change"]) field.dispatchEvent(new Event(name, { bubbles: true }));
  const folded = field.closest("details:not([open])");
  if (folded) folded.open = true;
  field.focus();
});
