// @ts-check
// Runs before anything is drawn. The theme: that of the URL, else the one chosen last, else the system's.
// Streamlit reads its own theme from local storage when it loads, so it is put there in time. The server:
// Streamlit would look for it below the page's path first, in vain, and wait before it looks at the root.
(() => {
  let store;
  try {
    store = window.localStorage;
    store.getItem("fewshot-theme");
  } catch { // a browser that keeps nothing
    store = { getItem: () => null, setItem: () => {} };
  }
  /** @param {string | null} theme */
  const known = (theme) => (theme === "dark" || theme === "light" ? theme : null);
  const asked = known(new URLSearchParams(location.search).get("theme")) ??
    known(store.getItem("fewshot-theme"));
  const key = `stActiveTheme-${location.pathname}-v2`;
  store.setItem(key, JSON.stringify(asked === "dark" ? "Dark" : asked === "light" ? "Light" : "System"));
  const system = matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
  document.documentElement.dataset.theme = asked ?? system;
  Object.assign(window, { __streamlit: { BACKEND_BASE_URL: new URL(".", location.href).href } });
})();
