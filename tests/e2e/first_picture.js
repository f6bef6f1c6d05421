// The first picture of a page, whichever page it is; null while there is none. A page that asks for a guess
// first may have nothing but the question until it is answered or skipped: then that is what it shows.
() => {
  const main = document.querySelector("[data-testid=stMain]");
  if (!main) return null;
  const roots = [main, ...[...main.querySelectorAll("*")].map((e) => e.shadowRoot).filter(Boolean)];
  const drawn = (e) => {
    const { width, height } = e.getBoundingClientRect();
    return width >= 24 && height >= 24 && e.checkVisibility({ visibilityProperty: true }) && e.complete !== false;
  };
  for (const root of roots.filter((each) => !each.host?.closest(".st-key-header"))) {
    const found = [...root.querySelectorAll("img, svg, canvas, [role=img], [data-do=skip]")].find(drawn);
    if (found) return found;
  }
  return null;
}
