// What is seldom needed comes when it is: the list of faults, the pad for a signature, the taking of files.
"use strict";

(() => {
  const coming = {};
  const bring = (name) => (coming[name] ??= new Promise((done) => {
    const script = document.createElement("script");
    script.src = document.body.dataset[name];
    script.onload = () => { coming[name].here = true; done(); };
    document.head.append(script);
  }));

  function shown() {
    if (document.querySelector(".field-error")) bring("faults");
    if (document.querySelector("[data-signature]")) bring("signing");
  }
  document.addEventListener("DOMContentLoaded", shown);
  document.addEventListener("htmx:afterSettle", shown);

  for (const name of ["dragenter", "focusin", "pointerover"]) {
    document.addEventListener(name, (event) => {
      if (document.querySelector("[data-drop]") && (name === "dragenter" || event.target.closest?.("[data-drop]"))) bring("dropping");
    });
  }
  // What was dropped or pasted before its script was there is told to it again.
  for (const [name, of, Kind] of [["paste", "clipboardData", ClipboardEvent], ["drop", "dataTransfer", DragEvent]]) {
    document.addEventListener(name, (event) => {
      const files = [...(event[of]?.files ?? [])];
      if (coming.dropping?.here || !files.length || !document.querySelector("[data-drop]")) return;
      event.preventDefault();
      const again = new DataTransfer();
      for (const file of files) again.items.add(file);
      bring("dropping").then(() => event.target.dispatchEvent(new Kind(name, { [of]: again, bubbles: true, cancelable: true })));
    });
  }
})();
