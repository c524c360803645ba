"use strict";
(() => {
  // A link to a word opens the folded list that holds it.
  function unfold() {
    const target = location.hash.length > 1 && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    for (let node = target; node; node = node.parentElement) if (node.tagName === "DETAILS") node.open = true;
    if (target) target.scrollIntoView();
  }

  // On a phone what a reader comes to last is folded at first; a wider page has no handle for some of it, which then is open.
  const phone = matchMedia("(max-width: 700px)");
  const fit = which => {
    for (const fold of document.querySelectorAll(which)) fold.open = !phone.matches;
  };
  if (phone.matches) fit("details.far, details.later");
  phone.addEventListener("change", () => fit("details.later"));
  addEventListener("hashchange", unfold);
  unfold();

  // A page that was mailed has no folder beside it: what a link leads to is then missing, which the page says instead of leading
  // nowhere. Drawings are in the page itself and can be had from there.
  const files = [...document.querySelectorAll('a[href^="figures/"], a[href^="tables/"], a[href^="results/"], a[href="index.csv"]')];

  function drawing(link) {
    const svg = link.closest("figure")?.querySelector("svg.wide").cloneNode(true);
    if (!svg || !link.getAttribute("href").endsWith(".svg")) return null;
    const style = getComputedStyle(document.documentElement);
    const text = new XMLSerializer().serializeToString(svg).replace(/var\((--\w+)\)/g, (_, name) => style.getPropertyValue(name).trim());
    return URL.createObjectURL(new Blob([text], { type: "image/svg+xml" }));
  }

  function standAlone() {
    document.documentElement.dataset.alone = "true";
    document.getElementById("alone").hidden = false;
    const given = new Set();
    for (const link of files) {
      const name = link.getAttribute("href");
      const figure = link.closest("figure");
      const own = figure && !given.has(figure) ? drawing(link) : null;
      if (own) {
        given.add(figure);
        link.href = own;
        link.download = figure.dataset.figure + ".svg";
        link.textContent = "SVG of this page";
        continue;
      }
      const words = document.createElement("span");
      words.className = "absent";
      words.title = `${name} lies in the folder of the study, not with this page`;
      words.textContent = link.textContent;
      link.replaceWith(words);
    }
  }

  const probe = files.find(link => link.getAttribute("href").endsWith(".svg"));
  if (probe) {
    const picture = new Image();
    picture.addEventListener("error", standAlone);
    picture.src = probe.getAttribute("href");
  }
})();
