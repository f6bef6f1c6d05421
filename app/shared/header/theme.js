// @ts-check
// Light or dark: what the URL asks for, else what was chosen last, else what the system has. The styles follow it
// at once; charts are drawn by the server, which is asked for them again when the system turns.

const SETTLED = 200; // ms after the system turned light or dark, when Streamlit has most often followed it
const TRIES = 6; // of asking for charts in other colours; each waits twice as long as the one before

/**
 * Streamlit takes its theme from local storage when it loads (see first_paint.js), hence the reload.
 * @param {"light" | "dark"} theme
 */
export function reloadIn(theme) {
  const named = theme === "dark" ? "Dark" : "Light";
  try {
    localStorage.setItem("fewshot-theme", theme);
    localStorage.setItem(`stActiveTheme-${location.pathname}-v2`, JSON.stringify(named));
  } catch { // a browser that keeps nothing: the address says it
  }
  const url = new URL(location.href);
  url.searchParams.set("theme", theme);
  if (url.href === location.href) location.reload();
  else location.replace(url);
}

/** The theme that was chosen last; null in a browser that keeps nothing, as in a page inside another one's. */
function chosenLast() {
  try {
    return localStorage.getItem("fewshot-theme");
  } catch {
    return null;
  }
}

/**
 * Asks for a page until the server has drawn it for the theme that is wanted: Streamlit tells the server of a system
 * that turned when it gets to it, and a run that began before is drawn for the old one.
 * @param {(act: () => void, wait: number) => void} later act in so many ms, instead of what was to be done later
 */
export function untilDrawn(later) {
  let tries = 0;
  /**
   * Called after every run of the page, and when the system has turned.
   * @param {string} drawn the theme of the last run
   * @param {string} wanted
   * @param {() => void} again
   */
  return function look(drawn, wanted, again) {
    if (drawn === wanted) tries = 0;
    if (drawn === wanted || tries === TRIES) return later(() => {}, 0);
    later(() => {
      again();
      look(drawn, wanted, again); // in case this run comes to nothing; one that is drawn looks itself
    }, SETTLED * 2 ** tries++);
  };
}

let waiting = 0;
const look = untilDrawn((act, wait) => {
  clearTimeout(waiting);
  waiting = setTimeout(act, wait);
});
/** @type {MediaQueryList | undefined} one for all runs of a page: each other one would go on listening */
let dark;

/**
 * @param {{ asked_theme: string | undefined, drawn_theme: string }} data
 * @param {() => void} again asks the server for the page as it is
 */
export function followTheme({ asked_theme, drawn_theme }, again) {
  const system = dark ??= matchMedia("(prefers-color-scheme: dark)");
  const known = [asked_theme, chosenLast()];
  const chosen = known.find((theme) => theme === "dark" || theme === "light");
  const follow = () => {
    const theme = chosen ?? (system.matches ? "dark" : "light");
    document.documentElement.dataset.theme = theme;
    if (!chosen) look(drawn_theme, theme, again);
  };
  system.onchange = follow;
  follow();
}
