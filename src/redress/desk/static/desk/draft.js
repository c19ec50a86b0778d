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

  function tell(form, text) {
    const place = form.querySelector("[data-fault]");
    const note = document.createElement("div");
    note.className = "note note-error";
    note.setAttribute("role", "alert");
    note.textContent = text;
    place.replaceChildren(note);
    note.scrollIntoView({ block: "nearest" });
  }

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
      if (asker(event).id === "draft-state") event.detail.shouldSwap = false;
      return;
    }
    const holder = new DOMParser().parseFromString(answer.responseText, "text/html");
    if (holder.querySelector("form[data-keep]")) return;
    event.detail.shouldSwap = false;
    tell(form, holder.querySelector(".note")?.textContent.trim() || words());
  });

})();
