"use strict";

// Charts: the picture is replaced when it comes near the window; the library is unpacked when the first one does.
(() => {
  let library;
  function charts() {
    library ??= (async () => {
      const packed = Uint8Array.from(atob(document.getElementById("plotly-gzip").textContent), c => c.charCodeAt(0));
      const stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream("gzip"));
      const script = document.createElement("script");
      // The library looks for a module loader first; where a page has one, it would not define Plotly.
      script.textContent = `(function (define, module, exports) {\n${await new Response(stream).text()}\n}).call(window);`;
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
})();
