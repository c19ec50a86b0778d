// The dialog in which somebody signs in anew where a form stands; static/desk/signin.js says when.
"use strict";

(() => {
  const LOGIN = "/accounts/";
  const WORDS = {
    zh: {
      title: "登录已失效，请重新登录",
      kept: "本页填写的内容都在，登录后接着办。",
      back: "已重新登录，请再次提交。",
      close: "关闭",
      failed: "暂时无法登录，请检查网络后再试。",
    },
    en: {
      title: "You are signed out. Sign in again",
      kept: "What you typed stays on this page; go on when you are signed in.",
      back: "You are signed in again. Please send it once more.",
      close: "Close",
      failed: "Signing in is not possible just now. Look at the connection and try again.",
    },
  };
  const words = WORDS[document.documentElement.lang.startsWith("zh") ? "zh" : "en"];
  const person = () => document.body.dataset.person ?? "";
  const make = (tag, properties) => Object.assign(document.createElement(tag), properties);
  let dialog = null;
  let before = null;

  async function open() {
    if (dialog?.open) return;
    before = document.activeElement;
    dialog?.remove();
    dialog = make("dialog", { className: "sign-in-again" });
    dialog.setAttribute("aria-labelledby", "sign-in-again-title");
    dialog.append(
      make("h2", { id: "sign-in-again-title", textContent: words.title }),
      make("p", { className: "muted", textContent: words.kept }),
      make("div", { className: "sign-in-again-body" }),
    );
    const close = make("button", { type: "button", className: "btn btn-quiet", textContent: words.close });
    close.addEventListener("click", () => dialog.close());
    dialog.append(close);
    document.body.append(dialog);
    dialog.showModal();
    try {
      show(await fetch(`${LOGIN}login/`, { credentials: "same-origin" }));
    } catch {
      fail();
    }
  }

  const fail = () => dialog.querySelector(".sign-in-again-body").replaceChildren(
    Object.assign(make("p", { className: "note note-error", textContent: words.failed }), { role: "alert" }),
  );

  // The page that the house answers with: its form while there is more to be said - a password, a second factor - else
  // somebody is signed in.
  async function show(answer) {
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const form = page.querySelector("main form[method=post]");
    if (new URL(answer.url).pathname.startsWith(LOGIN) && form) {
      const here = document.adoptNode(form);
      here.action = new URL(here.getAttribute("action") || answer.url, answer.url).href;
      here.addEventListener("submit", send);
      dialog.querySelector(".sign-in-again-body").replaceChildren(here);
      here.querySelector("input:not([type=hidden])")?.focus();
      return;
    }
    if (answer.ok) signedIn(page);
    else fail();
  }

  async function send(event) {
    event.preventDefault();
    event.stopPropagation();
    const form = event.target;
    try {
      show(await fetch(form.action, { method: "POST", body: new URLSearchParams(new FormData(form)), credentials: "same-origin" }));
    } catch {
      fail();
    }
  }

  function signedIn(page) {
    // Another person does not send what this one typed.
    if (page.body.dataset.person !== person()) {
      location.assign("/");
      return;
    }
    document.body.setAttribute("hx-headers", page.body.getAttribute("hx-headers"));
    const token = document.cookie.match(/(?:^|; )(?:__Host-)?csrftoken=([^;]*)/)?.[1];
    if (token) for (const field of document.querySelectorAll("[name=csrfmiddlewaretoken]")) field.value = token;
    dialog.close();
    const note = document.getElementById("signed-out");
    if (note) note.hidden = true;
    for (const each of document.querySelectorAll("form [data-fault]")) {
      if (each.querySelector("[data-signs-in]")) {
        each.replaceChildren(make("div", { className: "note note-info", role: "status", textContent: words.back }));
      }
    }
    document.getElementById("draft-state")?.replaceChildren();
    before?.focus();
  }

  window.redressSignIn = open;
  open();
})();
