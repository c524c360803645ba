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
    // A symmetric scale is linear up to 1 and logarithmic beyond.
    const size = v => (v <= 1 ? v : 10 ** (v - 1));
    const plain = entry.power ? v => 10 ** v : entry.linear ? v => entry.linear * Math.sign(v) * size(Math.abs(v)) : v => v;
    const shown = rows.map(row => row.map(v => (v === null ? null : plain(v))));
    return { rows, shown };
  }

  function colours() {
    const style = getComputedStyle(document.documentElement);
    const table = { "@font": getComputedStyle(document.body).fontFamily };
    for (const name of ["ink", "mute", "hair", "bg", ..."01234567".split("").flatMap(i => ["s" + i, "w" + i])]) {
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

  // Where a curve stands at the right edge of what is shown; null where it is not there.
  function heightAtEdge(trace, xaxis, yaxis) {
    const place = (axis, value) => (axis.type === "log" ? (value > 0 ? Math.log10(value) : NaN) : value);
    const edge = Math.max(...xaxis.range);
    let last = null;
    for (let i = 0; i < trace.x.length; i++) {
      const point = [place(xaxis, trace.x[i]), trace.y[i] === null ? NaN : place(yaxis, trace.y[i])];
      if (!Number.isFinite(point[0] + point[1])) continue;
      if (point[0] > edge) {
        return last && last[1] + ((edge - last[0]) / (point[0] - last[0])) * (point[1] - last[1]);
      }
      last = point;
    }
    return last && last[1];
  }

  // Names stay at the ends of their curves: moved along with the view, apart from each other, hidden with their curve.
  function placeNames(plot) {
    const size = plot.layout.height;
    const columns = new Map();
    plot.layout.annotations.forEach((words, i) => {
      const [kind, number] = (words.name ?? "").split(" ");
      if (kind !== "curve") return;
      const trace = plot.data[+number];
      const xaxis = plot.layout["xaxis" + trace.xaxis.slice(1)];
      const yaxis = plot.layout["yaxis" + trace.yaxis.slice(1)];
      const height = heightAtEdge(trace, xaxis, yaxis);
      const share = height === null ? NaN : (height - yaxis.range[0]) / (yaxis.range[1] - yaxis.range[0]);
      const shown = trace.visible !== false && share >= 0 && share <= 1;
      if (!columns.has(trace.yaxis)) columns.set(trace.yaxis, []);
      columns.get(trace.yaxis).push({ i, shown, domain: yaxis.domain, y: yaxis.domain[0] + share * (yaxis.domain[1] - yaxis.domain[0]) });
    });
    const change = {};
    for (const names of columns.values()) {
      const seen = names.filter(name => name.shown).sort((a, b) => a.y - b.y);
      const gap = 15 / size;
      seen.forEach((name, k) => {
        if (k > 0) name.y = Math.max(name.y, seen[k - 1].y + gap);
      });
      for (let k = seen.length - 1; k >= 0; k--) {
        seen[k].y = Math.min(seen[k].y, k === seen.length - 1 ? seen[k].domain[1] : seen[k + 1].y - gap);
      }
      for (const name of names) {
        const words = plot.layout.annotations[name.i];
        if ((words.visible ?? true) !== name.shown) change[`annotations[${name.i}].visible`] = name.shown;
        if (name.shown && Math.abs(words.y - name.y) > 1e-4) change[`annotations[${name.i}].y`] = name.y;
      }
    }
    return change;
  }

  // One camera for all surfaces of a figure.
  function followCamera(plot) {
    const scenes = Object.keys(plot.layout).filter(key => /^scene\d*$/.test(key));
    let moving = false;
    const follow = change => {
      const moved = Object.keys(change ?? {}).find(key => /^scene\d*\.camera/.test(key));
      if (moving || !moved) return;
      const from = moved.split(".")[0];
      const camera = change[from + ".camera"] ?? plot.layout[from].camera;
      moving = true;
      const others = scenes.filter(scene => scene !== from).map(scene => [scene + ".camera", camera]);
      Plotly.relayout(plot, Object.fromEntries(others)).finally(() => (moving = false));
    };
    plot.removeAllListeners?.("plotly_relayouting");
    if (scenes.length > 1) {
      plot.on("plotly_relayout", follow);
      plot.on("plotly_relayouting", follow);
    }
  }

  // A button for each variant or loss that a figure of curves shows: it takes the curves away and brings them back.
  function offerSeries(figure, box, plot) {
    const plane = plot.data.every(trace => trace.type === "scatter");
    const groups = [...new Set(plot.data.map(trace => trace.legendgroup))];
    box.querySelector(".series")?.remove();
    const isSeries = group => plot.data.some(trace => trace.legendgroup === group && trace.x.length > 2);
    if (!plane || groups.length < 2 || groups.length > 8 || !groups.every(isSeries)) return;
    figure.hidden ??= new Set();
    const row = document.createElement("div");
    row.className = "series";
    row.setAttribute("role", "group");
    row.setAttribute("aria-label", "Series shown");
    const show = () =>
      Plotly.restyle(plot, { visible: plot.data.map(trace => !figure.hidden.has(trace.legendgroup)) }).then(() => {
        const change = placeNames(plot);
        return Object.keys(change).length > 0 ? Plotly.relayout(plot, change) : undefined;
      });
    for (const group of groups) {
      const button = document.createElement("button");
      button.type = "button";
      button.textContent = group;
      const colour = plot.data.find(trace => trace.legendgroup === group);
      button.style.borderLeft = `5px solid ${colour.line?.color ?? colour.marker?.color}`;
      button.setAttribute("aria-pressed", !figure.hidden.has(group));
      button.addEventListener("click", () => {
        if (!figure.hidden.delete(group)) figure.hidden.add(group);
        button.setAttribute("aria-pressed", !figure.hidden.has(group));
        show();
      });
      row.append(button);
    }
    box.append(row);
    return figure.hidden.size > 0 ? show() : undefined;
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
      Object.assign(change, placeNames(plot));
      if (Object.keys(change).length > 0) Plotly.relayout(plot, change);
    });
  }

  function boxOf(figure) {
    return document.querySelector(`figure[data-figure="${CSS.escape(figure.id)}"] > .canvas`);
  }

  // What is folded or behind a switch waits until it is asked for.
  function isShown(figure) {
    const box = boxOf(figure);
    return box.clientWidth > 0 && !box.closest("details:not([open])");
  }

  async function draw(figure) {
    const box = boxOf(figure);
    const plot = box.querySelector(".plot");
    if (!isShown(figure)) return;
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
      followCamera(plot);
      await offerSeries(figure, box, plot);
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
    const left = page.figures.filter(f => !f.done && isShown(f)).map(f => f.id);
    document.documentElement.dataset.drawn = `${page.figures.filter(f => f.done).length}/${page.figures.length}`;
    document.documentElement.dataset.notDrawn = left.join(" ");
  }

  let queue = drawAll(() => true);
  dark.addEventListener("change", () => {
    for (const figure of page.figures) figure.done = false;
    queue = queue.then(() => drawAll(() => true));
  });
  function isMisfit(figure) {
    return isShown(figure) && fitting(figure, boxOf(figure).clientWidth) !== figure.fitted;
  }
  const shownNow = () => {
    queue = queue.then(() => drawAll(figure => !figure.done || isMisfit(figure)));
  };
  for (const fold of document.querySelectorAll("details.fold, details.later")) fold.addEventListener("toggle", shownNow);
  for (const choice of document.querySelectorAll(".views > input")) choice.addEventListener("change", shownNow);
  let pause;
  addEventListener("resize", () => {
    clearTimeout(pause);
    pause = setTimeout(() => {
      queue = queue.then(() => drawAll(isMisfit));
    }, 200);
  });
})();
