// The header: draws itself from its data, and tells the server which page or language was asked for.
// The theme is the browser's affair: Streamlit reads it once, from local storage, when a page loads.

const LOGO = `<svg width="26" height="26" viewBox="0 0 26 26" fill="none" stroke-width="2.4" aria-hidden="true">
  <g stroke="var(--fs-support)"><rect x="1.5" y="1.5" width="10" height="10" rx="3"/>
  <rect x="14.5" y="1.5" width="10" height="10" rx="3"/><rect x="1.5" y="14.5" width="10" height="10" rx="3"/></g>
  <rect x="14.5" y="14.5" width="10" height="10" rx="3" stroke="var(--fs-query)" stroke-dasharray="3.4 2.4"/></svg>`;
const HALF = `<svg width="17" height="17" viewBox="0 0 18 18" aria-hidden="true">
  <circle cx="9" cy="9" r="7" fill="none" stroke="currentColor" stroke-width="1.8"/>
  <path d="M9 2a7 7 0 0 1 0 14z" fill="currentColor"/></svg>`;

function element(tag, attributes, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.append(...children);
  return made;
}

function icon(svg) {
  const holder = document.createElement("template");
  holder.innerHTML = svg;
  return holder.content.firstElementChild;
}

function brand({ pages, words }) {
  return element("a", { class: "brand", href: pages[0].href, "data-page": pages[0].id }, icon(LOGO), words.name);
}

function chapters({ pages, current, words }) {
  const course = pages.slice(1);
  const here = course.findIndex((page) => page.id === current);
  const list = element("ol", {});
  course.forEach((page, index) => {
    const link = element("a", { href: page.href, "data-page": page.id, "aria-label": page.name });
    if (index === here) link.setAttribute("aria-current", "page");
    link.className = index === here ? "now" : index < here ? "done" : "";
    link.append(element("i", {}), element("span", { "aria-hidden": "true" }, page.name));
    list.append(element("li", {}, link));
  });
  const nav = element("nav", { class: here < 0 ? "dots nowhere" : "dots", "aria-label": words.chapters }, list);
  if (here >= 0) {
    const place = words.place.replace("{number}", here + 1).replace("{total}", course.length);
    nav.append(element("span", { class: "where" }, place, " ", element("strong", {}, course[here].name)));
  }
  return nav;
}

function tools({ lang, words }, speak) {
  const languages = element("div", { class: "seg", role: "group", "aria-label": words.language });
  for (const [code, name] of [["en", words.english], ["zh", words.chinese]]) {
    const button = element("button", { type: "button", lang: code, "aria-pressed": String(code === lang) }, name);
    button.onclick = () => code !== lang && speak(code);
    languages.append(button);
  }
  const other = document.documentElement.dataset.theme === "dark" ? "light" : "dark";
  const toggle = element("button", { type: "button", class: "theme", "aria-label": words[other], title: words[other] });
  toggle.append(icon(HALF));
  toggle.onclick = () => reloadIn(other);
  return element("div", { class: "tools" }, languages, toggle);
}

// Streamlit takes its theme from local storage when it loads (see first_paint.js), hence the reload.
function reloadIn(theme) {
  localStorage.setItem("fewshot-theme", theme);
  localStorage.setItem(`stActiveTheme-${location.pathname}-v2`, JSON.stringify(theme === "dark" ? "Dark" : "Light"));
  const url = new URL(location.href);
  url.searchParams.set("theme", theme);
  if (url.href === location.href) location.reload();
  else location.replace(url);
}

// The tokens follow what first_paint.js chose for Streamlit: the URL, the last choice, the system.
function followTheme(asked) {
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const chosen = [asked, localStorage.getItem("fewshot-theme")].find((theme) => theme === "dark" || theme === "light");
  const follow = () => { document.documentElement.dataset.theme = chosen ?? (dark.matches ? "dark" : "light"); };
  dark.onchange = follow;
  follow();
}

export default function ({ data, parentElement, setTriggerValue }) {
  const bar = parentElement.querySelector(".bar");
  followTheme(data.asked_theme);
  document.documentElement.lang = data.lang === "zh" ? "zh-CN" : "en";
  bar.replaceChildren(brand(data), chapters(data), tools(data, (code) => setTriggerValue("speak", code)));

  const go = (event) => {
    const link = event.composedPath().find((node) => node instanceof HTMLAnchorElement && node.dataset.page);
    if (!link || event.metaKey || event.ctrlKey || event.shiftKey || event.button) return;
    event.preventDefault();
    setTriggerValue("go", link.dataset.page);
  };
  document.addEventListener("click", go, true);
  return () => document.removeEventListener("click", go, true);
}
