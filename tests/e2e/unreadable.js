// What on a page cannot be read by who does not see it, as words for a failing test: pictures without a name,
// and charts without a table in the same component.
(() => {
  const main = document.querySelector("[data-testid=stMain]");
  const roots = [main, ...[...main.querySelectorAll("*")].map((e) => e.shadowRoot).filter(Boolean)];
  const place = (e) => `${e.tagName.toLowerCase()}.${e.getAttribute("class") ?? ""}`;
  const named = (e) =>
    e.getAttribute("aria-label") || e.getAttribute("alt") || e.getAttribute("aria-labelledby") || e.title;
  const told = (e) => {
    for (let at = e; at; at = at.parentElement) {
      // The content of these is read as one.
      const alone = at === e || at.matches("[role=img], [role=figure], button, a, label, summary");
      if (
        at.getAttribute("aria-hidden") === "true" ||
        (alone && (named(at) || (at !== e && at.textContent.trim())))
      ) return true;
      if (at === e && at.getAttribute("alt") === "") return true; // says nothing that is not said beside it
    }
    return false;
  };
  const wrong = [];
  for (const root of roots) {
    const pictures = [...root.querySelectorAll("img, svg, canvas, [role=img]")].filter((e) =>
      e.checkVisibility()
    );
    wrong.push(...pictures.filter((e) => !told(e)).map((e) => `no name: ${place(e)}`));
    const charts = pictures.filter((e) => e.matches("svg, canvas") && e.getBoundingClientRect().width > 200);
    if (charts.length && !root.querySelector("details table, details [data-part=table], details .numbers")) {
      wrong.push(`no table: ${place(charts[0])}`);
    }
  }
  return [...new Set(wrong)];
});
