// What on a page cannot be seen whole, as words for a failing test: text that its box cuts off, and what reaches
// beyond the window's sides where nothing scrolls. Tables, code and pictures may scroll within their own box.
(() => {
  const main = document.querySelector("[data-testid=stMain]");
  const roots = [document, ...[...document.querySelectorAll("*")].map((e) => e.shadowRoot).filter(Boolean)];
  const place = (e) => {
    const host = e.getRootNode().host;
    const text = e.textContent.trim().replace(/\s+/g, " ").slice(0, 40);
    return `${e.tagName.toLowerCase()}.${e.getAttribute("class") ?? ""} “${text}”${
      host ? ` in ${host.tagName}` : ""
    }`;
  };
  const parent = (e) => e.parentElement ?? e.getRootNode().host ?? null;
  const scrolls = (e) => {
    for (let at = parent(e); at && at !== main && at !== document.documentElement; at = parent(at)) {
      const { overflowX, clipPath, position } = getComputedStyle(at);
      if (["auto", "scroll"].includes(overflowX) || clipPath !== "none") return true;
      if (["hidden", "clip"].includes(overflowX)) return true; // its own text is looked at below
      if (position === "fixed") return false;
    }
    return false;
  };
  const seen = (e) =>
    e.checkVisibility({ visibilityProperty: true, opacityProperty: true }) && e.getClientRects().length;
  const unseen = (e) => {
    const { width, height } = e.getBoundingClientRect();
    return width <= 2 || height <= 2; // for screen readers alone
  };
  const own = (e) => [...e.childNodes].some((n) => n.nodeType === 3 && n.textContent.trim());
  const wrong = [];
  for (const root of roots) {
    for (const e of root.querySelectorAll("*")) {
      if (!(e instanceof HTMLElement) || !own(e) || !seen(e) || unseen(e)) continue;
      if (e.closest("[aria-hidden=true], script, style, option")) continue;
      const style = getComputedStyle(e);
      const cuts = ["hidden", "clip"].includes(style.overflowX) && style.display !== "inline";
      if (cuts && e.scrollWidth > e.clientWidth + 1) wrong.push(`cut off: ${place(e)}`);
      const { left, right } = e.getBoundingClientRect();
      if ((right > innerWidth + 1 || left < -1) && !scrolls(e)) wrong.push(`outside: ${place(e)}`);
    }
  }
  return [...new Set(wrong)];
});
