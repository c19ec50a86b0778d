// Signing in anew where one stands: what is typed on the page stays, and is sent afterwards by whoever typed it. The
// dialog comes when it is needed.
"use strict";

(() => {
  const LOGIN = "/accounts/";

  function open() {
    if (window.redressSignIn) window.redressSignIn();
    else document.head.append(Object.assign(document.createElement("script"), { src: document.body.dataset.signInDialog }));
  }

  // The link opens another window where scripts do not run.
  document.addEventListener("click", (event) => {
    if (!event.target.closest("[data-signs-in]")) return;
    event.preventDefault();
    open();
  });

  // A part of a form that was asked for would take the whole page to the login page: not while a form stands on it.
  document.addEventListener("htmx:beforeOnLoad", (event) => {
    const away = event.detail.xhr.getResponseHeader("HX-Redirect") ?? "";
    if (!away.startsWith(`${LOGIN}login/`) || !document.querySelector("form[data-keep]")) return;
    event.preventDefault();
    open();
  });

  // A form that the browser sends by itself leaves its page: whether somebody is still signed in is asked before.
  document.addEventListener("submit", async (event) => {
    const form = event.target;
    const poll = document.getElementById("desk-poll")?.getAttribute("hx-get");
    if (event.defaultPrevented || !poll || form.method !== "post" || form.hasAttribute("hx-post")) return;
    if (form.dataset.known || !form.closest("main")) return;
    event.preventDefault();
    if (form.dataset.asking) return;
    form.dataset.asking = "yes";
    delete form.dataset.sent;
    let status = 0;
    try {
      status = (await fetch(poll, { headers: { "HX-Request": "true" }, credentials: "same-origin" })).status;
    } catch { /* the browser says that nobody answers, and keeps the page */ }
    delete form.dataset.asking;
    if (status === 401) {
      open();
      return;
    }
    form.dataset.known = "yes";
    form.requestSubmit(event.submitter);
    delete form.dataset.known;
  });
})();
