// What is typed outlives a lost connection: a form that could not be sent stays as it is and says so.
"use strict";

(() => {
  const WORDS = {
    zh: "服务器暂时无法访问，尚未提交；您填写的内容仍在本页，请稍后再次提交。",
    en: "The server cannot be reached. Nothing was sent; what you typed is still here. Please send it again later.",
  };
  const words = () => WORDS[document.documentElement.lang.startsWith("zh") ? "zh" : "en"];

  // The element that asked; the event itself is about the place where the answer would go.
  const asker = (event) => event.detail.requestConfig?.elt || event.detail.elt;
  const keeps = (event) => (asker(event).matches?.("form[data-keep]") ? asker(event) : null);

  function tell(form, said) {
    const place = form.querySelector("[data-fault]");
    let note = said;
    if (typeof said === "string") {
      note = document.createElement("div");
      note.className = "note note-error";
      note.setAttribute("role", "alert");
      note.textContent = said;
    }
    place.replaceChildren(note);
    note.scrollIntoView({ block: "nearest" });
  }

  // Whoever signed in anew beside the form has a new token; the one that the page was made with is refused.
  document.addEventListener("htmx:configRequest", (event) => {
    const now = document.cookie.match(/(?:^|; )(?:__Host-)?csrftoken=([^;]*)/)?.[1];
    if (now && event.detail.parameters.csrfmiddlewaretoken) event.detail.parameters.csrfmiddlewaretoken = now;
  });

  // The server did not answer at all.
  document.addEventListener("htmx:sendError", (event) => {
    const form = keeps(event);
    if (form) tell(form, words());
  });

  // It answered that something behind it failed: its words are shown above the form, never in place of it.
  document.addEventListener("htmx:beforeSwap", (event) => {
    const form = keeps(event);
    const answer = event.detail.xhr;
    if (answer.status < 400) return;
    if (!form) {
      if (asker(event).id === "draft-state") event.detail.shouldSwap = answer.status === 401;
      // Signed out: the form and its draft say so, not also every field that asks while somebody types.
      else if (answer.status === 401 && asker(event).closest?.("form[data-keep]")) event.detail.shouldSwap = false;
      return;
    }
    const holder = new DOMParser().parseFromString(answer.responseText, "text/html");
    if (holder.querySelector("form[data-keep]")) return;
    event.detail.shouldSwap = false;
    // Signed out: the note carries the way back in, which opens beside the form.
    const way = answer.status === 401 && holder.querySelector(".note");
    if (way) {
      tell(form, document.adoptNode(way));
      return;
    }
    tell(form, holder.querySelector(".note")?.textContent.trim() || words());
  });

  // A part of the form is replaced by what the server makes of the choices. What was typed into it since the
  // question was asked is newer than the answer, and stays.
  const asked = new WeakMap();
  let newer = [];

  document.addEventListener("input", (event) => { event.target.typedAt = performance.now(); });
  document.addEventListener("htmx:beforeRequest", (event) => { asked.set(event.detail.xhr, performance.now()); });
  document.addEventListener("htmx:beforeSwap", (event) => {
    const part = event.detail.target;
    if (!part?.closest("form[data-keep]") || part.matches("form")) return;
    const since = asked.get(event.detail.xhr) ?? Infinity;
    newer = [...part.querySelectorAll("[name]")].filter((field) => field.typedAt > since).map((field) => (
      { name: field.name, value: field.value, checked: field.checked, typedAt: field.typedAt }
    ));
  });
  document.addEventListener("htmx:afterSwap", (event) => {
    for (const kept of newer) {
      const same = [...event.detail.target.querySelectorAll(`[name="${CSS.escape(kept.name)}"]`)];
      const ticks = same[0]?.type === "checkbox" || same[0]?.type === "radio";
      const field = ticks ? same.find((each) => each.value === kept.value) : same[0];
      if (!field || field.type === "file") continue;
      // A choice that the new answer no longer offers is not kept: the field would stand empty.
      if (field.options && ![...field.options].some((each) => each.value === kept.value)) continue;
      if (ticks) field.checked = kept.checked;
      else field.value = kept.value;
      field.typedAt = kept.typedAt;
    }
    newer = [];
  });
})();
