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

// On a narrow screen the tab that stands open is scrolled into sight.
document.addEventListener("DOMContentLoaded", () => {
  document.querySelector(".desk-tabs [aria-current]")?.scrollIntoView({ block: "nearest", inline: "center" });
});

// Nobody reads the counts of a tab in the background.
document.addEventListener("htmx:beforeRequest", (event) => {
  if (event.target.id === "desk-poll" && document.hidden) event.preventDefault();
});
document.addEventListener("visibilitychange", () => {
  const poll = document.getElementById("desk-poll");
  if (!document.hidden && poll) window.htmx?.ajax("GET", poll.getAttribute("hx-get"), { source: poll, swap: "none" });
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
