// The first picture of a page, whichever page it is; null while there is none. A page that asks for a guess
// before it shows one has nothing but the question until then: its button to skip stands for it.
(() => {
  const main = document.querySelector("[data-testid=stMain]");
  if (!main) return null;
  const roots = [main, ...[...main.querySelectorAll("*")].map((e) => e.shadowRoot).filter(Boolean)];
  const drawn = (e) => {
    const { width, height } = e.getBoundingClientRect();
    return width >= 24 && height >= 24 && e.complete !== false &&
      e.checkVisibility({ visibilityProperty: true });
  };
  for (const root of roots.filter((each) => !each.host?.closest(".st-key-header"))) {
    const found = [
      ...root.querySelectorAll("img, svg, canvas, [role=img], [data-do=skip], [data-guess=skip]"),
    ].find(drawn);
    if (found) return found;
  }
  return null;
});
