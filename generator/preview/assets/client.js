/*
  What the live preview adds to every page that it serves; no published page has it.

  In: events of builds (see events.py). Out: the page follows them. It is loaded anew where its own
  file changed, takes style sheets in place, and says quietly what happened elsewhere. Problems of a
  build that was refused stand over the page until a good build.

  Tabs share one connection: one of them, who holds a lock, listens and tells the others
  (BroadcastChannel). Browsers allow six connections to a server, so with one a tab the seventh
  would never load. Where there are no locks (an address that is neither localhost nor https), a
  tab listens for itself as long as it can be seen. A tab that comes back from sleep asks once what
  it has missed.
*/
(() => {
  "use strict";

  const mark = document.getElementById("live-client").dataset;
  const state = { number: Number(mark.number), isLeaving: false };
  const tabs = "BroadcastChannel" in window ? new BroadcastChannel(`live${mark.base}`) : null;
  const STAY = 4000;

  // --- Following builds ---------------------------------------------------------------------------

  const handlers = {
    building: (event) => {
      const progress = document.getElementById("live-progress");
      if (progress) {
        progress.textContent = event.total
          ? `${event.stage}: ${event.done.toLocaleString("en")} of ${event.total.toLocaleString("en")}`
          : event.stage;
      }
    },
    built: (event) => {
      if (event.number <= state.number) {
        return;
      }
      overlay.hide();
      if (event.number > state.number + 1) {
        catchUp();
        return;
      }
      state.number = event.number;
      if (isPlaceholder()) {
        leave(() => location.reload());
      } else if (event.styles) {
        event.pages.filter((path) => path.endsWith(".css")).forEach(swapStyle);
      } else if (mark.follows && event.follow && document.visibilityState === "visible" && !isHere(event.follow)) {
        leave(() => location.assign(mark.base + event.follow));
      } else if (concerns(event.pages)) {
        leave(() => location.reload());
      } else if (event.removed.includes(mark.page)) {
        note("This page is no longer part of the site.", { label: "To the home page", url: mark.base });
      } else if (event.pages.length + event.removed.length) {
        note("The site was built anew; this page is as it was.");
      }
    },
    failed: (event) => {
      if (isPlaceholder()) {
        leave(() => location.reload());
      } else {
        overlay.show(event);
      }
    },
    mended: () => {
      overlay.hide();
      if (isPlaceholder()) {
        leave(() => location.reload());
      }
    },
    reload: () => leave(() => location.reload()),
  };

  function handle(event) {
    if (!state.isLeaving) {
      handlers[event.type]?.(event);
    }
  }

  function leave(how) {
    state.isLeaving = true;
    how();
  }

  /* A page that the preview made because there is no site yet has no file of its own. */
  function isPlaceholder() {
    return mark.page === "";
  }

  /* Whether this page's file is among the paths; at an address without a page, any that would do. */
  function concerns(paths) {
    if (mark.page !== "404.html") {
      return paths.includes(mark.page);
    }
    const path = decodeURIComponent(location.pathname).slice(mark.base.length);
    const ways = [path, `${path}index.html`, `${path}.html`, `${path}/index.html`, "404.html"];
    return paths.some((each) => ways.includes(each));
  }

  function isHere(url) {
    return new URL(mark.base + url, location.href).pathname === location.pathname;
  }

  async function catchUp() {
    try {
      const answer = await fetch(`/__live/state?run=${mark.run}&number=${state.number}`);
      const events = await answer.json();
      if (!events.some((event) => event.type === "failed")) {
        overlay.hide();
      }
      events.forEach(handle);
    } catch {
      // The preview is not running now; the stream tries again and tells when it is.
    }
  }

  // --- Style sheets -------------------------------------------------------------------------------

  /* The new sheet is loaded first and the old one removed then: the page is never without. */
  function swapStyle(path) {
    const name = plainName(path);
    for (const old of document.querySelectorAll('link[rel~="stylesheet"]')) {
      if (plainName(new URL(old.href).pathname) !== name || old.dataset.isOld) {
        continue;
      }
      const fresh = old.cloneNode();
      fresh.href = new URL(mark.base + path, location.href).href;
      fresh.addEventListener("load", () => old.remove());
      fresh.addEventListener("error", () => leave(() => location.reload()));
      old.dataset.isOld = "yes";
      old.after(fresh);
    }
  }

  /* `assets/style.3f9a2c01.css` is `style.css` with a part of its digest. */
  function plainName(path) {
    return path.split("/").pop().replace(/\.[0-9a-f]{8}(?=\.css$)/, "");
  }

  // --- One connection for all tabs ----------------------------------------------------------------

  let source = null;

  function listen() {
    source = new EventSource(`/__live/events?run=${mark.run}&number=${state.number}`);
    source.addEventListener("message", (message) => {
      const event = JSON.parse(message.data);
      tabs?.postMessage(event);
      handle(event);
    });
    /* The browser tries again by itself, with the address of the beginning: what the page has seen
       since then is passed over by its number. Some give up after a refusal. */
    source.addEventListener("error", () => {
      if (source?.readyState === EventSource.CLOSED) {
        source = null;
        setTimeout(listen, 1000);
      }
    });
  }

  function stopListening() {
    source?.close();
    source = null;
  }

  tabs?.addEventListener("message", (message) => handle(message.data));

  if (tabs && navigator.locks) {
    navigator.locks.request(`live${mark.base}`, () => {
      listen();
      return new Promise(() => {});
    });
    catchUp();
  } else {
    const follow = () => (document.visibilityState === "visible" ? source ?? listen() : stopListening());
    document.addEventListener("visibilitychange", follow);
    follow();
  }
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "visible") {
      catchUp();
    }
  });
  window.addEventListener("pageshow", (event) => {
    if (event.persisted) {
      catchUp();
    }
  });

  // --- What is shown over the page ----------------------------------------------------------------

  function element(name, text = "", more = {}) {
    const made = document.createElement(name);
    made.textContent = text;
    for (const [key, value] of Object.entries(more)) {
      made.setAttribute(key, value);
    }
    return made;
  }

  /* A shadow tree keeps the page's styles out; a constructed sheet is no inline style for its policy. */
  function host(id) {
    const made = element("div", "", { id, "data-pagefind-ignore": "all" });
    const root = made.attachShadow({ mode: "open" });
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(STYLE);
    root.adoptedStyleSheets = [sheet];
    return [made, root];
  }

  let noteTimer = 0;

  function note(text, link = null) {
    document.getElementById("live-note")?.remove();
    const [made, root] = host("live-note");
    const box = element("div", "", { class: "note", role: "status" });
    box.append(element("span", text));
    if (link) {
      box.append(element("a", link.label, { href: link.url }));
    }
    const close = element("button", "×", { "aria-label": "Close" });
    close.addEventListener("click", () => made.remove());
    box.append(close);
    document.body.append(made);
    root.append(box);
    clearTimeout(noteTimer);
    if (!link) {
      noteTimer = setTimeout(() => made.remove(), STAY);
    }
  }

  const overlay = {
    show(event) {
      const old = document.getElementById("live-overlay");
      const isHidden = old?.dataset.hidden === "yes";
      old?.remove();
      const [made, root] = host("live-overlay");
      root.append(this.dialog(event, made));
      document.body.append(made);
      root.querySelectorAll(".caret").forEach((caret) => this.reveal(caret));
      if (isHidden) {
        this.fold(made);
      }
    },
    /* On a narrow screen the place may be far to the right. */
    reveal(caret) {
      const frame = caret.parentElement;
      const at = caret.getBoundingClientRect().right - frame.getBoundingClientRect().left;
      frame.scrollLeft = Math.max(0, at - frame.clientWidth * 0.7);
    },
    hide() {
      document.getElementById("live-overlay")?.remove();
    },
    fold(made) {
      made.dataset.hidden = "yes";
      made.shadowRoot.querySelector(".overlay").hidden = true;
      made.shadowRoot.querySelector(".again").hidden = false;
    },
    unfold(made) {
      made.dataset.hidden = "";
      made.shadowRoot.querySelector(".overlay").hidden = false;
      made.shadowRoot.querySelector(".again").hidden = true;
    },
    dialog(event, made) {
      const all = document.createDocumentFragment();
      const box = element("section", "", { class: "overlay", role: "alert", "aria-label": "Problems of the last build" });
      const count = event.problems.length + event.more;
      const title = event.defect ? "The generator failed" : `The site cannot be built: ${count === 1 ? "1 problem" : `${count.toLocaleString("en")} problems`}`;
      const close = element("button", "Hide (Esc)", { class: "close" });
      close.addEventListener("click", () => this.fold(made));
      const top = element("header");
      top.append(element("h2", title), close);
      box.append(top);
      event.problems.forEach((problem) => box.append(this.problem(problem)));
      if (event.more) {
        box.append(element("p", `… and ${event.more.toLocaleString("en")} more; the terminal has them all.`));
      }
      if (event.defect) {
        const details = element("details");
        details.append(element("summary", "This is a defect of the generator, not of your text."), element("pre", event.defect));
        box.append(details);
      }
      box.append(element("p", `Behind this is build ${event.number} of this session, the last good one.`, { class: "quiet" }));
      const again = element("button", `${count} ${count === 1 ? "problem" : "problems"}`, { class: "again" });
      again.hidden = true;
      again.addEventListener("click", () => this.unfold(made));
      all.append(box, again);
      return all;
    },
    problem(problem) {
      const box = element("article", "", { class: problem.severity });
      const place = problem.line ? `${problem.path}:${problem.line}:${problem.column}` : problem.path;
      const heading = element("h3");
      if (problem.editor) {
        heading.append(element("a", place, { href: problem.editor, title: "Open in the editor" }));
      } else {
        const open = element("button", place, { class: "place", title: "Open in the editor" });
        open.addEventListener("click", () => {
          fetch("/__live/open", { method: "POST", body: String(problem.index) }).then((answer) => {
            if (!answer.ok) {
              open.disabled = true;
            }
          });
        });
        heading.append(open);
      }
      box.append(heading, element("p", `${problem.severity}: ${problem.message}`));
      if (problem.lines.length) {
        const frame = element("pre");
        for (const line of problem.lines) {
          const number = String(line.number).padStart(5);
          const isHere = line.number === problem.line;
          frame.append(element("span", `${number} | ${line.text}\n`, isHere ? { class: "here" } : {}));
          if (isHere) {
            frame.append(element("span", `${" ".repeat(8 + problem.caret)}^\n`, { class: "caret" }));
          }
        }
        box.append(frame);
      }
      if (problem.hint) {
        box.append(element("p", problem.hint, { class: "hint" }));
      }
      return box;
    },
  };

  document.addEventListener("keydown", (event) => {
    const made = document.getElementById("live-overlay");
    if (event.key === "Escape" && made && made.dataset.hidden !== "yes") {
      overlay.fold(made);
    }
  });

  const STYLE = `
    :host { all: initial; color-scheme: light dark; font: 16px/1.45 system-ui, sans-serif; }
    .overlay, .note, .again { background: #fff; color: #1a1a1a; border: 1px solid #b8b8b8; box-shadow: 0 4px 24px #0005; }
    .overlay { position: fixed; inset: auto 0 0 0; max-height: 70vh; overflow: auto; z-index: 2147483647; border-top: 4px solid #c02020; padding: 0.75rem clamp(0.75rem, 4vw, 2.5rem) 1.25rem; overscroll-behavior: contain; }
    .overlay[hidden], .again[hidden] { display: none; }
    header { display: flex; flex-wrap: wrap; gap: 0.25rem 1rem; justify-content: space-between; align-items: baseline; }
    h2 { font-size: 1.15rem; margin: 0.25rem 0; }
    h3 { font-size: 1rem; margin: 0 0 0.15rem; overflow-wrap: anywhere; }
    article { border-left: 4px solid #c02020; margin: 0.75rem 0; padding: 0 0 0 0.75rem; }
    article.warning { border-color: #b06a00; }
    p { margin: 0.2rem 0; overflow-wrap: anywhere; }
    pre { font: 0.85rem/1.5 ui-monospace, monospace; background: #f3f3f1; color: #1a1a1a; padding: 0.5rem; margin: 0.35rem 0; overflow-x: auto; white-space: pre; }
    .here { font-weight: 700; }
    .caret { color: #c02020; font-weight: 700; }
    .hint { font-style: italic; }
    .quiet { color: #555; }
    a, .place { color: #0b57b0; }
    button { font: inherit; color: inherit; background: transparent; border: 1px solid #888; border-radius: 4px; padding: 0.15rem 0.6rem; cursor: pointer; }
    .place { border: 0; padding: 0; text-decoration: underline; overflow-wrap: anywhere; text-align: left; font-weight: 700; }
    button:focus-visible, a:focus-visible { outline: 3px solid #0b57b0; outline-offset: 2px; }
    .note { position: fixed; inset: auto 1rem 1rem auto; max-width: min(24rem, calc(100vw - 2rem)); z-index: 2147483646; border-radius: 6px; padding: 0.5rem 0.75rem; display: flex; gap: 0.75rem; align-items: center; font-size: 0.9rem; }
    .again { position: fixed; inset: auto 1rem 1rem auto; z-index: 2147483646; border-radius: 6px; border-left: 6px solid #c02020; }
    @media (prefers-color-scheme: dark) {
      .overlay, .note, .again { background: #1c1d21; color: #eee; border-color: #555; }
      pre { background: #111216; color: #eee; }
      .quiet { color: #aaa; }
      a, .place { color: #8ab8ff; }
      .caret { color: #ff7a7a; }
    }
  `;
})();
