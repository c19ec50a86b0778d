// What is typed into the form of a step is kept as a draft of this tab: two tabs keep two drafts of the same step.
// The tab's key outlives a reload and signing in anew. A copy of a tab has a key of its own: what it was copied from
// has not left its page.
"use strict";

(() => {
  const KEY = "redress-tab";
  const LEFT = "redress-tab-left";
  const made = () => [...crypto.getRandomValues(new Uint8Array(6))].map((byte) => byte.toString(16).padStart(2, "0")).join("");

  let key = sessionStorage.getItem(LEFT) && sessionStorage.getItem(KEY);
  if (!key) sessionStorage.setItem(KEY, (key = made()));
  sessionStorage.removeItem(LEFT);
  addEventListener("pagehide", () => sessionStorage.setItem(LEFT, "yes"));
  addEventListener("pageshow", () => sessionStorage.removeItem(LEFT));

  // A form that opens beside the case is asked for by the tab.
  document.addEventListener("htmx:configRequest", (event) => {
    if (event.detail.target?.id === "sheet-body" && event.detail.verb === "get") event.detail.parameters.draft = key;
  });

  // A form that is a page of its own was made before anybody knew which tab it would stand in.
  const field = document.querySelector("main form.command-form [name=draft_key]");
  const here = new URL(location.href);
  if (!field || here.searchParams.has("draft")) return;
  if (!document.querySelector(`[data-draft="${key}"]`)) {
    field.value = key;
    return;
  }
  here.searchParams.set("draft", key);
  location.replace(here);
})();
