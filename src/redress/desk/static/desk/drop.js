// Files are dropped on a form or a list, pasted (a screenshot) or chosen, several at once. They go one after the other,
// each with its progress; what is refused is named with why, and the others stay.
"use strict";

(() => {
  const WORDS = {
    zh: { going: (name, n) => `${name} ${n}%`, lost: (name) => `${name}：网络中断，未上传，请再试一次。`, shot: "截图" },
    en: { going: (name, n) => `${name} ${n}%`, lost: (name) => `${name}: the connection was lost; not uploaded. Try again.`, shot: "Screenshot" },
  };
  const words = WORDS[document.documentElement.lang.startsWith("zh") ? "zh" : "en"];
  const zones = () => [...document.querySelectorAll("[data-drop]")];
  const zoneOf = (target) => target.closest?.("form, section, .panel")?.querySelector("[data-drop]")
    ?? (zones().length === 1 ? zones()[0] : null);
  const token = () => document.cookie.match(/(?:^|; )(?:__Host-)?csrftoken=([^;]*)/)?.[1] ?? "";
  const queues = new WeakMap();

  function nextPlace(zone) {
    const taken = [...zone.querySelectorAll("input[name^='files.']")].map((each) => Number(each.name.split(".")[1]));
    const place = Math.max(-1, Number(zone.dataset.place ?? -1), ...taken) + 1;
    zone.dataset.place = place;
    return place;
  }

  function send(zone, file) {
    const line = document.createElement("li");
    line.className = "upload upload-going";
    const bar = Object.assign(document.createElement("progress"), { max: 100, value: 0 });
    const said = document.createElement("span");
    said.textContent = words.going(file.name, 0);
    line.append(bar, " ", said);
    zone.querySelector(".uploads").append(line);
    const body = new FormData();
    body.append("place", nextPlace(zone));
    const kind = zone.querySelector("[data-drop-kind]");
    if (kind) body.append("kind", kind.value);
    body.append("file", file, file.name);
    return new Promise((done) => {
      const request = new XMLHttpRequest();
      request.open("POST", zone.dataset.drop);
      request.setRequestHeader("HX-Request", "true");
      request.setRequestHeader("X-CSRFToken", token());
      request.upload.addEventListener("progress", (event) => {
        bar.value = event.total ? Math.floor((100 * event.loaded) / event.total) : 0;
        said.textContent = words.going(file.name, bar.value);
      });
      request.addEventListener("error", () => {
        line.className = "upload upload-refused";
        line.textContent = words.lost(file.name);
        done(false);
      });
      request.addEventListener("load", () => {
        const page = new DOMParser().parseFromString(request.responseText, "text/html");
        const came = page.querySelector("li.upload");
        const why = page.querySelector(".note");
        if (came) line.replaceWith(document.adoptNode(came));
        else {
          line.className = "upload upload-refused";
          line.replaceChildren(`${file.name}: `, why ? document.adoptNode(why) : String(request.status));
        }
        // The draft of the form keeps it as if it had been typed.
        zone.dispatchEvent(new Event("input", { bubbles: true }));
        done(request.status < 400);
      });
      request.send(body);
    });
  }

  function take(zone, files) {
    let all = true;
    let queue = queues.get(zone) ?? Promise.resolve();
    for (const file of files) queue = queue.then(() => send(zone, file)).then((done) => { all &&= done; });
    queue = queue.then(() => {
      if (all && files.length && "dropReloads" in zone.dataset) location.reload();
    });
    queues.set(zone, queue);
  }

  const holds = (event) => [...(event.dataTransfer?.types ?? [])].includes("Files");
  document.addEventListener("dragover", (event) => {
    const zone = holds(event) && zoneOf(event.target);
    if (!zone) return;
    event.preventDefault();
    zone.classList.add("drop-over");
  });
  document.addEventListener("dragleave", (event) => {
    if (!event.relatedTarget) for (const zone of zones()) zone.classList.remove("drop-over");
  });
  document.addEventListener("drop", (event) => {
    for (const zone of zones()) zone.classList.remove("drop-over");
    const zone = holds(event) && zoneOf(event.target);
    if (!zone) return;
    event.preventDefault();
    take(zone, [...event.dataTransfer.files]);
  });

  document.addEventListener("paste", (event) => {
    const files = [...(event.clipboardData?.files ?? [])];
    const zone = files.length && zoneOf(event.target);
    if (!zone) return;
    event.preventDefault();
    const at = new Date().toTimeString().slice(0, 8).replaceAll(":", "");
    take(zone, files.map((file, n) => (/^image\.\w+$/.test(file.name)
      ? new File([file], `${words.shot}-${at}${n ? `-${n}` : ""}.${file.name.split(".").pop()}`, { type: file.type })
      : file)));
  });

  document.addEventListener("change", (event) => {
    const input = event.target.closest?.("[data-drop-choose]");
    if (!input) return;
    take(input.closest("[data-drop]"), [...input.files]);
    input.value = "";
  });

  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-drop-remove]");
    if (!button) return;
    const zone = button.closest("[data-drop]");
    button.closest("li").remove();
    zone.dispatchEvent(new Event("input", { bubbles: true }));
  });
})();
