// Plain pages: an article, an explainer, listings, a page a year, a feed, a sitemap.
const newestFirst = (a, b) => b.date - a.date;

export default function (config) {
  config.addFilter("day", (date) => date.toISOString().slice(0, 10));
  config.addFilter("instant", (date) => date.toISOString());
  config.addCollection("articles", (all) =>
    all.getFilteredByGlob("content/articles/*.md").sort(newestFirst));
  config.addCollection("explainers", (all) => all.getFilteredByGlob("content/explainers/*.md"));
  config.addCollection("years", (all) => {
    const years = new Map();
    for (const article of all.getFilteredByGlob("content/articles/*.md").sort(newestFirst)) {
      const year = article.date.getUTCFullYear();
      if (!years.has(year)) years.set(year, []);
      years.get(year).push(article);
    }
    return [...years].map(([year, articles]) => ({ year, articles }));
  });
  return {
    dir: { input: "content", includes: "../_includes", output: "_site" },
    markdownTemplateEngine: false,
  };
}
