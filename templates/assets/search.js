/**
 * Search in the header: loads the index when a reader first needs it, and shows the best pages below
 * the input while the reader types. The search page (`search-page.js`) uses the same functions,
 * through `window.siteSearch`.
 *
 * A plain script rather than a module: browsers load no modules from a disk (`file:`), and there a
 * reader is to be told why search does not work.
 */
"use strict";

window.siteSearch = (() => {
  /**
   * Titles count most, then a page's own names; the names of what a page mentions find it but hardly
   * move it up, dates not at all.
   */
  const RANKING = {
    pageLength: 0.5,
    metaWeights: { title: 5, names: 4, publisher: 0.5, spellings: 0.5, kind: 0, date: 0 },
  };
  /** Words of a text among which matches count as standing together. */
  const NEAR = 30;
  /** Milliseconds without a keystroke after which the header searches. */
  const PAUSE = 150;

  let opening = null;

  /**
   * The index, loaded once.
   * @param {string} bundle URL of the list of shards, relative to the page
   * @returns {Promise<Index>} rejected where it cannot be loaded; the next call tries again
   */
  function open(bundle) {
    opening ??= load(new URL(bundle, document.baseURI)).catch((error) => {
      opening = null;
      throw error;
    });
    return opening;
  }

  /**
   * Load Pagefind from the newest shard and have it search the others, too. Every page of a shard
   * carries the shard's name as a filter of its own.
   */
  async function load(list) {
    const response = await fetch(list);
    if (!response.ok) throw new Error(`${list.href} answers ${response.status}`);
    const { shards } = await response.json();
    const settings = (name) => ({ excerptLength: 24, ranking: RANKING, mergeFilter: { shard: name } });
    const pagefind = await import(new URL(`${shards[0]}/pagefind.js`, list).href);
    await pagefind.options(settings(shards[0]));
    await pagefind.init();
    const others = shards.slice(1);
    await Promise.all(
      others.map((name) => pagefind.mergeIndex(new URL(`${name}/`, list).pathname, settings(name))),
    );
    return new Index(pagefind, shards, new URL("../", list));
  }

  /**
   * The shards of the search index as if they were one.
   *
   * Where an index has no word that begins like a word of the query, Pagefind takes the longest word
   * that the query's begins with, or leaves it out. Of several indexes one may know a word and
   * another not; the second would answer for another query. So a shard is asked only if it knows
   * every word that any of them knows. And Pagefind sorts each index by itself; so results by date
   * are those of one shard after the other, which hold whole months, the newest first.
   */
  class Index {
    constructor(pagefind, shards, root) {
      this.pagefind = pagefind;
      this.shards = shards;
      this.root = root;
      this.knowers = new Map();
    }

    /** Every value of every filter with its number of pages. */
    filters() {
      return this.pagefind.filters();
    }

    /**
     * @param {string|null} query @param {{filters?: object, sort?: {date: "asc"|"desc"}}} options
     * @returns {Promise<{results: object[], filters: object}>}
     */
    async search(query, { filters = {}, sort } = {}) {
      if (this.shards.length === 1) return this.pagefind.search(query, { filters, sort });
      const shards = await this.shardsFor(query);
      const asked = (names) => ({ ...filters, shard: { any: names } });
      if (!shards.length) return { results: [], filters: {} };
      const found = await this.pagefind.search(query, { filters: asked(shards) });
      if (!sort) return found;
      const inOrder = sort.date === "asc" ? shards.toReversed() : shards;
      const parts = await Promise.all(
        inOrder.map((name) => this.pagefind.search(query, { filters: asked([name]), sort })),
      );
      return { ...found, results: parts.flatMap((part) => part.results) };
    }

    /** The shards that know every word of a query that any shard knows, the newest first. */
    async shardsFor(query) {
      const words = (query ?? "").split(/\s+/).filter(Boolean);
      if (/^\s*".+"\s*$/.test(query)) return this.shards;
      const known = await Promise.all(words.map((word) => this.knowing(word)));
      const telling = known.filter((names) => names.size);
      return this.shards.filter((name) => telling.every((names) => names.has(name)));
    }

    /** The shards that hold a word or one that begins with it; remembered, as readers type on. */
    knowing(word) {
      if (!this.knowers.has(word)) this.knowers.set(word, this.findKnowing(word));
      return this.knowers.get(word);
    }

    async findKnowing(word) {
      const exact = await this.holding(word);
      if (exact.size === this.shards.length) return exact;
      const longer = await this.beginning(word, exact);
      if (longer.size) return longer;
      for (let end = word.length - 1; end > 0; end -= 1) {
        const shorter = await this.holding(word.slice(0, end));
        if (shorter.size) return shorter;
      }
      return exact;
    }

    /** The shards that hold this very word, in any of its forms. */
    async holding(word) {
      const { filters } = await this.pagefind.search(`"${word.replaceAll('"', "")}"`);
      return new Set(this.shards.filter((name) => filters.shard?.[name]));
    }

    /**
     * The shards that hold a word beginning with this one.
     *
     * Pagefind does not say whether it took a longer word or a shorter one. But with an ending added
     * that no word has, a shard finds the same places again exactly if it took a shorter one.
     */
    async beginning(word, exact) {
      const ending = /\d$/.test(word) ? "qxq" : "7q7q";
      const [found, again] = await Promise.all([this.places(word), this.places(word + ending)]);
      const isThere = (name) => exact.has(name) || (found[name] ?? "") !== (again[name] ?? "");
      return new Set(this.shards.filter(isThere));
    }

    /** For each shard, the pages and places that a word is found at, as a text. */
    async places(word) {
      const shardOf = await (this.pages ??= this.listPages());
      const { results } = await this.pagefind.search(word);
      const places = {};
      for (const { id, words } of results) (places[shardOf.get(id)] ??= []).push(`${id}:${words}`);
      return Object.fromEntries(
        Object.entries(places).map(([name, found]) => [name, found.sort().join(" ")]),
      );
    }

    /** Which shard each page is in. */
    async listPages() {
      const lists = await Promise.all(
        this.shards.map((name) => this.pagefind.search(null, { filters: { shard: { any: [name] } } })),
      );
      return new Map(
        lists.flatMap(({ results }, at) => results.map(({ id }) => [id, this.shards[at]])),
      );
    }
  }

  /** What to say where Pagefind cannot be loaded. */
  function excuse() {
    return location.protocol === "file:"
      ? "Search works once the site is on a web server; from a disk, use the A–Z index."
      : "Search could not be loaded. Try again, or use the A–Z index.";
  }

  /**
   * Where the matches of a result stand closest together, as the number of a word.
   * @param {{location: number, balanced_score: number}[]} matches
   * @returns {number} -1 where only the title or another value of the page matched
   */
  function bestPlace(matches) {
    let best = -1;
    let highest = 0;
    for (const { location: start } of matches) {
      const near = matches.filter((match) => match.location >= start && match.location < start + NEAR);
      const score = near.reduce((sum, match) => sum + match.balanced_score, 0);
      if (score > highest) [best, highest] = [start, score];
    }
    return best;
  }

  /**
   * The address of a result: its page, at the paragraph or heading that fits best.
   * @param {object} data what `result.data()` gave
   * @param {URL} root the site's home page
   */
  function address(data, root) {
    const place = bestPlace(data.weighted_locations);
    const before = data.anchors.filter(
      (anchor) =>
        anchor.location <= place && (anchor.id.startsWith("p-") || /^h[2-6]$/.test(anchor.element)),
    );
    const page = new URL(data.raw_url.replace(/^\//, ""), root);
    if (before.length) page.hash = before.at(-1).id;
    return page.href;
  }

  /**
   * An element with a class and a text.
   * @param {string} name @param {string} className @param {string} [text]
   */
  function element(name, className, text = "") {
    const made = document.createElement(name);
    made.className = className;
    made.textContent = text;
    return made;
  }

  /** Pages without a date have one of zeros, because Pagefind leaves them out of sorted results. */
  function isDated(date) {
    return !date.startsWith("0000");
  }

  /** A date as the pages print it; Pagefind knows only ISO dates. */
  function longDate(date) {
    if (!isDated(date)) return "Undated";
    const options = { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" };
    return new Intl.DateTimeFormat("en-GB", options).format(new Date(date));
  }

  /** Kind, date and publisher of a result, as in the lists of other pages. */
  function facts({ kind, date, publisher }) {
    const line = element("p", "facts");
    if (kind !== "Article") line.append(element("span", "fact kind", kind));
    if (kind === "Article" || isDated(date)) line.append(element("span", "fact", longDate(date)));
    if (publisher) line.append(element("span", "fact", publisher));
    return line;
  }

  /** The words around the best match; Pagefind escapes them and marks the matches. */
  function excerpt(data) {
    const line = element("p", "excerpt");
    line.innerHTML = data.excerpt;
    return line;
  }

  /** Connect the header's form: results below the input, and the keys that lead to it. */
  function connectHeader(form) {
    const input = form.querySelector("input");
    const panel = form.querySelector(".site-search-panel");
    const status = panel.querySelector("[role=status]");
    const list = panel.querySelector("ul");
    let turn = 0;

    const isOpen = () => panel.hasAttribute("data-open");

    /** Close the panel; what is still being searched for does not open it again. */
    function close() {
      turn += 1;
      panel.removeAttribute("data-open");
    }

    async function update() {
      const mine = ++turn;
      const query = input.value.trim();
      if (!query) {
        close();
        status.textContent = "";
        list.replaceChildren();
        return;
      }
      try {
        const index = await open(form.dataset.bundle);
        await new Promise((resolve) => setTimeout(resolve, PAUSE));
        if (mine !== turn) return;
        const found = (await index.search(query)).results;
        const top = await Promise.all(found.slice(0, 6).map((result) => result.data()));
        if (mine !== turn) return;
        list.replaceChildren(...top.map((data) => row(data, index.root)));
        if (found.length) list.append(allResults(query, found.length));
        status.textContent = found.length
          ? `${found.length} ${found.length === 1 ? "page" : "pages"} found`
          : "Nothing found. Try fewer words or another spelling.";
      } catch {
        if (mine !== turn) return;
        list.replaceChildren();
        status.textContent = excuse();
      }
      panel.dataset.open = "";
    }

    function row(data, root) {
      const link = element("a", "");
      link.href = address(data, root);
      link.append(element("p", "row-title", data.meta.title), facts(data.meta), excerpt(data));
      return wrapped(link);
    }

    function allResults(query, count) {
      const link = element("a", "all-results", `All results (${count})`);
      link.href = `${form.action}?q=${encodeURIComponent(query)}`;
      return wrapped(link);
    }

    function wrapped(link) {
      const item = document.createElement("li");
      item.append(link);
      return item;
    }

    /** Arrow keys go from the input through the links and back; down opens a closed panel. */
    function move(event) {
      const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
      if (!step) return;
      if (!isOpen()) {
        if (step === 1) update();
        return;
      }
      const stops = [input, ...list.querySelectorAll("a")];
      const next = stops[stops.indexOf(document.activeElement) + step];
      if (!next) return;
      event.preventDefault();
      next.focus();
    }

    input.addEventListener("focus", () => open(form.dataset.bundle).catch(() => {}));
    input.addEventListener("input", update);
    form.addEventListener("keydown", (event) => {
      if (event.key === "Escape") {
        if (isOpen()) {
          input.focus();
          event.preventDefault();
        }
        close();
      } else {
        move(event);
      }
    });
    form.addEventListener("focusout", (event) => {
      if (!form.contains(event.relatedTarget)) close();
    });
    form.addEventListener("focusin", () => {
      if (!isOpen()) update();
    });
  }

  /** `/` and Ctrl+K lead to the page's search input, unless the reader is writing. */
  function connectKeys(input) {
    document.addEventListener("keydown", (event) => {
      const writing = event.target.closest?.("input, textarea, select, [contenteditable]");
      const wanted =
        (event.key === "/" && !writing && !event.ctrlKey && !event.metaKey && !event.altKey) ||
        (event.key.toLowerCase() === "k" && (event.ctrlKey || event.metaKey));
      if (!wanted) return;
      event.preventDefault();
      input.focus();
      input.select();
    });
  }

  const form = document.getElementById("site-search");
  const input = document.querySelector("#site-search input, #site-search-page input[type=search]");
  if (form) connectHeader(form);
  if (input) connectKeys(input);

  return { open, excuse, address, element, facts, excerpt };
})();
