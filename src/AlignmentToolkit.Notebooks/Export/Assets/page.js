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
