// The customer signs on the screen: strokes on a canvas become a PNG in a hidden field.
"use strict";

(() => {
  const LARGEST = 300000;

  function ready(box) {
    const pad = box.querySelector("canvas");
    const field = box.querySelector("input[name=signature]");
    if (!pad || pad.dataset.ready) return;
    pad.dataset.ready = "yes";
    const pen = pad.getContext("2d");
    pen.lineWidth = 2.5;
    pen.lineCap = "round";
    pen.lineJoin = "round";
    pen.strokeStyle = "#111";
    if (field.value) {
      const kept = new Image();
      kept.addEventListener("load", () => pen.drawImage(kept, 0, 0));
      kept.src = field.value;
    }

    const place = (event) => {
      const edge = pad.getBoundingClientRect();
      return [(event.clientX - edge.left) * (pad.width / edge.width), (event.clientY - edge.top) * (pad.height / edge.height)];
    };
    let drawing = false;
    pad.addEventListener("pointerdown", (event) => {
      drawing = true;
      pad.setPointerCapture(event.pointerId);
      pen.beginPath();
      pen.moveTo(...place(event));
      event.preventDefault();
    });
    pad.addEventListener("pointermove", (event) => {
      if (!drawing) return;
      pen.lineTo(...place(event));
      pen.stroke();
    });
    const lift = () => {
      if (!drawing) return;
      drawing = false;
      const picture = pad.toDataURL("image/png");
      field.value = picture.length < LARGEST ? picture : "";
      field.dispatchEvent(new Event("change", { bubbles: true }));
    };
    pad.addEventListener("pointerup", lift);
    pad.addEventListener("pointercancel", lift);
    box.querySelector("[data-clear]").addEventListener("click", () => {
      pen.clearRect(0, 0, pad.width, pad.height);
      field.value = "";
      field.dispatchEvent(new Event("change", { bubbles: true }));
    });
  }

  const all = (root) => root.querySelectorAll?.("[data-signature]").forEach(ready);
  all(document);
  document.addEventListener("htmx:afterSwap", (event) => all(event.detail.target.parentNode || document));
})();
