"use strict";
(() => {
  // The SVG figures stand on the page from the start. Each is replaced only once its interactive twin has been drawn, so that
  // without scripts, without WebGL or after a failure the figure is still there.
  const page = JSON.parse(document.getElementById("figures").textContent);
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const arrays = page.arrays.map(unpack);

  function unpack(entry) {
    if (Array.isArray(entry)) return entry;
    const bytes = Uint8Array.from(atob(entry.f4), c => c.charCodeAt(0));
    const values = new Float32Array(bytes.buffer);
    const rows = [];
    for (let i = 0; i < values.length; i += entry.columns) {
      rows.push(Array.from(values.subarray(i, i + entry.columns), v => (Number.isFinite(v) ? v : null)));
    }
    const shown = entry.power ? rows.map(row => row.map(v => (v === null ? null : 10 ** v))) : rows;
    return { rows, shown };
  }

  function colours() {
    const style = getComputedStyle(document.documentElement);
    const table = { "@font": getComputedStyle(document.body).fontFamily };
    for (const name of ["ink", "mute", "hair", "bg", ..."012345".split("").flatMap(i => ["s" + i, "w" + i])]) {
      table["@" + name] = style.getPropertyValue("--" + name).trim();
    }
    return table;
  }

  function resolve(node, table) {
    if (typeof node === "string") {
      if (/^\$\d+$/.test(node)) {
        const array = arrays[+node.slice(1)];
        return Array.isArray(array) ? array.slice() : array.rows;
      }
      if (node in table) return table[node];
      return node.replace(/color:(@\w+)/g, (_, name) => "color:" + table[name]);
    }
    if (Array.isArray(node)) return node.map(item => resolve(item, table));
    if (node && typeof node === "object") {
      const result = {};
      for (const key in node) result[key] = resolve(node[key], table);
      if (typeof node.z === "string" && ["heatmap", "surface"].includes(node.type)) {
        result.customdata = arrays[+node.z.slice(1)].shown;
      }
      return result;
    }
    return node;
  }

  function hasWebGL() {
    try {
      const context = document.createElement("canvas").getContext("webgl");
      if (context) context.getExtension("WEBGL_lose_context")?.loseContext();
      return Boolean(context);
    } catch {
      return false;
    }
  }

  const icon = {
    width: 24,
    height: 24,
    path: "M5 20h14v-2H5v2zM19 9h-4V3H9v6H5l7 7 7-7z",
  };

  function config(figure) {
    return {
      displaylogo: false,
      responsive: false,
      // Without a pointer the bar would stay and cover the titles; the links below each figure serve there.
      displayModeBar: matchMedia("(hover: hover)").matches ? "hover" : false,
      showSendToCloud: false,
      plotlyServerURL: "",
      toImageButtonOptions: { format: "png", filename: figure.id, scale: 3 },
      modeBarButtonsToRemove: ["select2d", "lasso2d", "autoScale2d", "zoomIn2d", "zoomOut2d", "resetCameraLastSave3d"],
      modeBarButtonsToAdd: [
        {
          name: "Download this view as SVG",
          icon,
          click: plot => Plotly.downloadImage(plot, { format: "svg", filename: figure.id }),
        },
      ],
    };
  }

  // The widest layout that fits; the narrowest where none does.
  function fitting(figure, room) {
    let chosen = 0;
    figure.widths.forEach((width, i) => {
      if (width <= room + 1) chosen = i;
    });
    return chosen;
  }

  function merge(common, own) {
    const result = { ...common };
    for (const key in own) {
      const both = key in common && !Array.isArray(own[key]) && typeof own[key] === "object";
      result[key] = both ? merge(common[key], own[key]) : own[key];
    }
    return result;
  }

  // The first view has hand-made ticks; another view needs the plot's own.
  function followZoom(plot) {
    const axes = Object.keys(plot.layout).filter(key => /^[xy]axis\d*$/.test(key) && plot.layout[key].nticks);
    const first = Object.fromEntries(axes.map(axis => [axis, plot.layout[axis].range.slice()]));
    plot.removeAllListeners?.("plotly_relayout");
    plot.on("plotly_relayout", () => {
      const change = {};
      for (const axis of axes) {
        const [low, high] = plot.layout[axis].range;
        const width = Math.abs(first[axis][1] - first[axis][0]);
        const moved = Math.abs(low - first[axis][0]) + Math.abs(high - first[axis][1]) > 1e-6 * width;
        const mode = moved ? "auto" : "array";
        if (plot.layout[axis].tickmode !== mode) change[axis + ".tickmode"] = mode;
      }
      if (Object.keys(change).length > 0) Plotly.relayout(plot, change);
    });
  }

  async function draw(figure) {
    const box = document.querySelector(`figure[data-figure="${CSS.escape(figure.id)}"] > .canvas`);
    const plot = box.querySelector(".plot");
    const table = colours();
    figure.fitted = fitting(figure, box.clientWidth);
    const layout = resolve(merge(figure.layout, figure.layouts[figure.fitted]), table);
    // Plotly measures what it draws: the plot must be laid out, but the figure must not jump while it is.
    box.style.minHeight = box.offsetHeight + "px";
    box.classList.add("drawn");
    try {
      await Plotly.react(plot, resolve(figure.traces, table), layout, config(figure));
      plot.setAttribute("role", "img");
      plot.setAttribute("aria-label", figure.title);
      followZoom(plot);
      figure.done = true;
    } catch (failure) {
      box.classList.remove("drawn");
      console.error(`figure ${figure.id}: ${failure}`);
    }
    box.style.minHeight = "";
  }

  async function drawAll(which) {
    const webgl = hasWebGL();
    for (const figure of page.figures) {
      const needsWebGL = figure.traces.some(trace => "scene" in trace);
      if ((needsWebGL && !webgl) || !which(figure)) continue;
      await draw(figure);
      await new Promise(done => setTimeout(done));
    }
    const left = page.figures.filter(f => !f.done).map(f => f.id);
    document.documentElement.dataset.drawn = `${page.figures.length - left.length}/${page.figures.length}`;
    document.documentElement.dataset.notDrawn = left.join(" ");
  }

  // A link to a word opens the folded list that holds it.
  function unfold() {
    const target = location.hash.length > 1 && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    for (let node = target; node; node = node.parentElement) if (node.tagName === "DETAILS") node.open = true;
    if (target) target.scrollIntoView();
  }
  addEventListener("hashchange", unfold);
  unfold();

  let queue = drawAll(() => true);
  dark.addEventListener("change", () => {
    queue = queue.then(() => drawAll(() => true));
  });
  let pause;
  addEventListener("resize", () => {
    clearTimeout(pause);
    pause = setTimeout(() => {
      queue = queue.then(() =>
        drawAll(figure => {
          const box = document.querySelector(`figure[data-figure="${CSS.escape(figure.id)}"] > .canvas`);
          return fitting(figure, box.clientWidth) !== figure.fitted;
        }),
      );
    }, 200);
  });
})();
