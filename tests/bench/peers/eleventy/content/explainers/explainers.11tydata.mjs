export default { layout: "explainer.njk", permalink: (data) => `/explainers/${data.page.fileSlug}/` };
