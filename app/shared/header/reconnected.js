// @ts-check
// A page that has lost its server and finds one again may have found another, which knows nothing of the visit.
// Streamlit asks that one for nothing until something is pressed, and what is pressed first would be lost.

const CONNECTED = "CONNECTED";
const STATE = "data-test-connection-state"; // as Streamlit calls it

/** What is to be told of every state of a connection, and calls `act` whenever one is back. @param {() => void} act */
export function onReturn(act) {
  let lost = false;
  return (/** @type {string | null} */ state) => {
    const back = lost && state === CONNECTED;
    lost = state !== CONNECTED;
    if (back) act();
  };
}

/** Call `act` whenever the page has its connection back; returns what ends that. @param {() => void} act */
export function whenReconnected(act) {
  const app = document.querySelector(`[${STATE}]`);
  if (!app) return () => {};
  const told = onReturn(act);
  const watch = new MutationObserver(() => told(app.getAttribute(STATE)));
  watch.observe(app, { attributes: true, attributeFilter: [STATE] });
  return () => watch.disconnect();
}
