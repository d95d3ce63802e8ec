/**
 * The search page: query, filters and order live in the page's address, so that a search can be
 * sent to somebody, and going back finds it again.
 *
 * Values of one filter widen the search (any of them), different filters narrow it (all of them).
 */
"use strict";

(() => {
  const { open, excuse, address, element, facts, excerpt } = window.siteSearch;
  const FILTERS = { kind: "Kind", topic: "Topic", publisher: "Publisher", year: "Year" };
  const SORTS = { newest: { date: "desc" }, oldest: { date: "asc" } };
  const PAGE = 10;

  const form = document.getElementById("site-search-page");
  const query = document.getElementById("site-query");
  const sort = document.getElementById("site-sort");
  const controls = document.getElementById("site-search-controls");
  const boxes = document.getElementById("site-filters");
  const status = document.getElementById("site-search-page-status");
  const list = document.getElementById("site-found");
  const more = document.getElementById("site-search-more");

  let turn = 0;
  let results = [];
  let root = null;

  /** What the reader asks for, from the form. */
  function wishes() {
    const data = new FormData(form);
    const filters = Object.keys(FILTERS).map((name) => [name, data.getAll(name)]);
    return {
      query: query.value.trim(),
      sort: sort.value,
      filters: filters.filter(([, values]) => values.length),
    };
  }

  /** The same wishes as an address. */
  function toAddress({ query: words, sort: order, filters }) {
    const parameters = new URLSearchParams();
    if (words) parameters.set("q", words);
    for (const [name, values] of filters) {
      for (const value of values) parameters.append(name, value);
    }
    if (order) parameters.set("sort", order);
    const text = parameters.toString();
    return text ? `?${text}` : location.pathname;
  }

  /** Enter what the address says into the form. */
  function readAddress() {
    const parameters = new URLSearchParams(location.search);
    query.value = parameters.get("q") ?? "";
    sort.value = parameters.get("sort") in SORTS ? parameters.get("sort") : "";
    for (const box of boxes.querySelectorAll("input")) {
      box.checked = parameters.getAll(box.name).includes(box.value);
    }
  }

  /**
   * Draw the filters.
   * @param {Object<string, Object<string, number>>} all every value with its number of pages
   */
  function drawFilters(all) {
    for (const [name, title] of Object.entries(FILTERS)) {
      const values = Object.keys(all[name] ?? {});
      if (values.length > 1) boxes.append(fieldset(name, title, inOrder(name, values)));
    }
    controls.hidden = false;
  }

  /** Years from the newest, everything else by the alphabet; `Undated` comes last. */
  function inOrder(name, values) {
    const sorted = values.sort((a, b) => a.localeCompare(b, "en"));
    if (name !== "year") return sorted;
    return [...sorted.filter((value) => value !== "Undated").reverse(), ...sorted.filter((value) => value === "Undated")];
  }

  function fieldset(name, title, values) {
    const group = document.createElement("fieldset");
    group.append(element("legend", "", title), ...values.map((value) => choice(name, value)));
    return group;
  }

  function choice(name, value) {
    const label = element("label", "choice");
    const box = document.createElement("input");
    box.type = "checkbox";
    box.name = name;
    box.value = value;
    label.append(box, element("span", "", value), element("span", "count"));
    return label;
  }

  /** Put the number of pages that each value would show beside it. */
  function drawCounts(counts) {
    for (const box of boxes.querySelectorAll("input")) {
      const count = counts[box.name]?.[box.value] ?? 0;
      box.parentElement.querySelector(".count").textContent = count.toLocaleString("en");
    }
  }

  /** Search for what the form says. */
  async function search() {
    const mine = ++turn;
    const wanted = wishes();
    history.replaceState(null, "", toAddress(wanted));
    try {
      const opened = await open(form.dataset.bundle);
      root = opened.root;
      if (!wanted.query && !wanted.filters.length && !wanted.sort) {
        const all = await opened.filters();
        if (mine === turn) showNothing(all);
        return;
      }
      const filters = Object.fromEntries(wanted.filters.map(([name, any]) => [name, { any }]));
      const options = { filters, sort: SORTS[wanted.sort] };
      const found = await opened.search(wanted.query || null, options);
      if (mine !== turn) return;
      results = found.results;
      list.replaceChildren();
      drawCounts(await countsOf(opened, wanted, found));
      say(results.length);
      await showMore();
    } catch (error) {
      if (mine === turn) fail(error);
    }
  }

  /**
   * For each filter, the pages that its values would show while the other filters stay as they are:
   * ticking a second value widens the search, and its count must say by how much.
   */
  async function countsOf(index, wanted, found) {
    const counts = { ...found.filters };
    for (const [name] of wanted.filters) {
      const others = wanted.filters.filter(([other]) => other !== name);
      const filters = Object.fromEntries(others.map(([other, any]) => [other, { any }]));
      const without = await index.search(wanted.query || null, { filters });
      counts[name] = without.filters[name];
    }
    return counts;
  }

  function showNothing(all) {
    results = [];
    list.replaceChildren();
    more.hidden = true;
    status.textContent = "";
    drawCounts(all);
  }

  function say(count) {
    status.textContent = count
      ? `${count.toLocaleString("en")} ${count === 1 ? "page" : "pages"} found`
      : "Nothing found. Try fewer words, another spelling or fewer filters.";
  }

  /** Show the next results; focus goes to the first of them where the reader asked for them. */
  async function showMore(event) {
    const mine = turn;
    const shown = list.children.length;
    const next = await Promise.all(results.slice(shown, shown + PAGE).map((each) => each.data()));
    if (mine !== turn) return;
    list.append(...next.map(row));
    more.hidden = list.children.length >= results.length;
    if (event) list.children[shown]?.querySelector("a").focus();
  }

  function row(data) {
    const item = document.createElement("li");
    const title = element("p", "row-title");
    const link = element("a", "", data.meta.title);
    link.href = address(data, root);
    title.append(link);
    item.append(facts(data.meta), title, excerpt(data));
    return item;
  }

  function fail(error) {
    showNothing({});
    status.textContent = excuse();
    console.warn(error);
  }

  async function start() {
    readAddress();
    try {
      const index = await open(form.dataset.bundle);
      drawFilters(await index.filters());
      readAddress();
    } catch (error) {
      fail(error);
      return;
    }
    await search();
  }

  let waiting = 0;
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    search();
  });
  query.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(search, 200);
  });
  controls.addEventListener("change", search);
  more.addEventListener("click", showMore);
  start();
})();
