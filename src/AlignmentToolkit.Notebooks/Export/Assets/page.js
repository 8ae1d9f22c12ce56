"use strict";

// Which notebook is shown: the one whose id, or one of whose headings' ids, stands after the number sign.
const pages = [...document.querySelectorAll("section.page")];
function show() {
  const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  const page = target?.closest("section.page") ?? pages[0];
  for (const other of pages) other.hidden = other !== page;
  document.title = page.querySelector("h1")?.textContent ?? document.title;
  if (target && target !== page) target.scrollIntoView(); else scrollTo(0, 0);
}
if (pages.length > 0) {
  addEventListener("hashchange", show);
  show();
}

// Charts: the picture is replaced when it comes near the window; the library is unpacked when the first one does.
let library;
function charts() {
  library ??= (async () => {
    const packed = Uint8Array.from(atob(document.getElementById("plotly-gzip").textContent), c => c.charCodeAt(0));
    const stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream("gzip"));
    const script = document.createElement("script");
    script.textContent = await new Response(stream).text();
    document.head.append(script);
    return window.Plotly;
  })();
  return library;
}
async function enliven(chart) {
  const figure = JSON.parse(chart.querySelector("script").textContent);
  if (!figure.data?.length) return;
  const place = document.createElement("div");
  const picture = chart.querySelector(".picture");
  const width = figure.layout?.width, height = figure.layout?.height;
  const layout = { ...figure.layout, autosize: true };
  delete layout.width;
  place.style.height = `${height ?? 400}px`;
  if (width) place.style.maxWidth = `${width}px`;
  const plotly = await charts();
  picture.replaceWith(place);
  // Without a pointer to hover with, the buttons would stand on the title for good.
  const displayModeBar = matchMedia("(hover: none)").matches ? false : "hover";
  await plotly.newPlot(place, figure.data, layout, { responsive: true, displaylogo: false, displayModeBar });
}
const seen = new IntersectionObserver(entries => {
  for (const entry of entries) {
    if (!entry.isIntersecting) continue;
    seen.unobserve(entry.target);
    enliven(entry.target).catch(error => console.error(error));
  }
}, { rootMargin: "400px" });
for (const chart of document.querySelectorAll(".chart")) seen.observe(chart);

// A button on each code cell copies its text.
for (const code of document.querySelectorAll(".input pre")) {
  if (!navigator.clipboard) break;
  const button = document.createElement("button");
  button.className = "copy";
  button.textContent = "copy";
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(code.textContent);
    button.textContent = "copied";
    setTimeout(() => button.textContent = "copy", 1500);
  });
  code.after(button);
}
