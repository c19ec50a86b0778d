// Small things that HTML and htmx cannot do alone: copying, forms that send themselves, a quiet background tab.
"use strict";

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-copy]");
  if (!button) return;
  navigator.clipboard?.writeText(button.dataset.copy).then(() => {
    button.classList.add("done");
    setTimeout(() => button.classList.remove("done"), 1200);
  });
});

// A link to a part that is folded unfolds it.
document.addEventListener("click", (event) => {
  const part = document.getElementById(event.target.closest("[data-opens]")?.dataset.opens);
  if (part) part.open = true;
});

// <form data-autosubmit>: a changed filter is applied at once.
document.addEventListener("change", (event) => {
  const form = event.target.closest("form[data-autosubmit]");
  if (form) form.requestSubmit();
});

// A form is sent once, however often the button is pressed.
document.addEventListener("submit", (event) => {
  if (event.defaultPrevented || event.target.method !== "post") return;
  if (event.target.dataset.sent) event.preventDefault();
  event.target.dataset.sent = "yes";
});
window.addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll("form[data-sent]")) delete form.dataset.sent;
});

// A choice that belongs to another one offers what fits: reasons of the class that is chosen.
function narrow(select) {
  const other = select.form?.elements[select.dataset.narrowedBy];
  const wanted = other?.value || select.dataset.narrowedTo;
  for (const group of select.querySelectorAll("optgroup[data-of]")) {
    group.hidden = group.disabled = group.dataset.of !== wanted;
    if (group.disabled && group.contains(select.selectedOptions[0])) select.value = "";
  }
}
const narrowAll = (root) => root.querySelectorAll?.("select[data-narrowed-by]").forEach(narrow);
document.addEventListener("change", (event) => { if (event.target.form) narrowAll(event.target.form); });
document.addEventListener("htmx:afterSettle", (event) => narrowAll(event.detail.elt ?? document));
document.addEventListener("DOMContentLoaded", () => narrowAll(document));

// On a narrow screen the tab that stands open is scrolled into sight.
document.addEventListener("DOMContentLoaded", () => {
  document.querySelector(".desk-tabs [aria-current]")?.scrollIntoView({ block: "nearest", inline: "center" });
});

// Nobody reads the counts of a tab in the background. Once the session has ended the page says so, and asks again
// only when somebody comes back to it, perhaps from signing in.
const signedOut = () => document.getElementById("signed-out");
let back = false;
document.addEventListener("htmx:beforeRequest", (event) => {
  if (event.target.id !== "desk-poll") return;
  if (document.hidden || (signedOut()?.hidden === false && !back)) event.preventDefault();
  back = false;
});
document.addEventListener("htmx:afterRequest", (event) => {
  const note = signedOut();
  const status = event.target.id === "desk-poll" && event.detail.xhr?.status;
  if (!note || !status || note.hidden !== (status === 401)) return;
  note.hidden = status !== 401;
  note.toggleAttribute("role", false);
  if (!note.hidden) note.setAttribute("role", "alert");
});
function comesBack() {
  const poll = document.getElementById("desk-poll");
  if (document.hidden || !poll) return;
  back = true;
  window.htmx?.ajax("GET", poll.getAttribute("hx-get"), { source: poll, swap: "none" });
}
document.addEventListener("visibilitychange", comesBack);
window.addEventListener("focus", () => { if (signedOut()?.hidden === false) comesBack(); });

// A link to a section that is folded opens it where it stands.
document.addEventListener("click", (event) => {
  const section = document.getElementById(event.target.closest("[data-unfolds]")?.dataset.unfolds);
  if (!section) return;
  event.preventDefault();
  section.open = true;
  section.scrollIntoView({ block: "start" });
});

// A refused or failed command answers with a fragment that explains it: show it, whatever the status.
document.addEventListener("htmx:beforeSwap", (event) => {
  const status = event.detail.xhr.status;
  if (status >= 400 && status < 600 && event.detail.xhr.getResponseHeader("Content-Type")?.startsWith("text/html")) {
    event.detail.shouldSwap = true;
    event.detail.isError = false;
  }
});

// The demonstration's login page: choosing a person fills the form in.
document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-fill-login]");
  if (!button) return;
  document.getElementById("id_login").value = button.dataset.fillLogin;
  document.getElementById("id_password").value = button.dataset.fillPassword;
  document.querySelector(".login-button").focus();
});

// On a phone the tabs scroll: the one that is open is in sight.
document.querySelector(".desk-tabs [aria-current]")?.scrollIntoView({ block: "nearest", inline: "center" });
