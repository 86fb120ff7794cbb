"use strict";
(() => {
  const form = document.getElementById("filter");
  if (!form) return;
  const fields = ["severity", "code", "agency", "life"].map((id) => document.getElementById(id)).filter(Boolean);
  const words = document.getElementById("words");
  const shown = document.getElementById("shown");
  const none = document.getElementById("none");
  const articles = Array.from(document.querySelectorAll("article"));
  const texts = articles.map((article) => article.textContent.toLowerCase());
  const apply = () => {
    const wanted = words.value.toLowerCase().split(/\s+/).filter(Boolean);
    let count = 0;
    articles.forEach((article, index) => {
      const fits = fields.every((field) => !field.value || article.dataset[field.id] === field.value)
        && wanted.every((word) => texts[index].includes(word));
      article.hidden = !fits;
      if (fits) count += 1;
    });
    shown.textContent = count + " / " + articles.length + " " + shown.dataset.word;
    none.hidden = count > 0;
  };
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("input", apply);
  document.addEventListener("keydown", (event) => {
    if (event.key === "/" && !/^(INPUT|SELECT)$/.test(document.activeElement.tagName)) {
      event.preventDefault();
      words.focus();
    }
  });
  let opened = [];
  window.addEventListener("beforeprint", () => {
    opened = Array.from(document.querySelectorAll("details:not([open])"));
    opened.forEach((details) => { details.open = true; });
  });
  window.addEventListener("afterprint", () => opened.forEach((details) => { details.open = false; }));
  apply();
})();
