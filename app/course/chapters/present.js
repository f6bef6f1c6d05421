// @ts-check
// On a projector: large type, the picture and nothing else, and the keys of a presentation.

/**
 * What a key asks for. Keys that a field, a button or a slider needs are left to it.
 * @param {string} key
 * @param {boolean} taken is the focus where Space and the arrows have a meaning of their own?
 */
export function meaning(key, taken) {
  if (["PageDown", "n", "N"].includes(key)) return "next";
  if (["PageUp", "p", "P"].includes(key)) return "back";
  if (taken) return "";
  if ([" ", "ArrowRight"].includes(key)) return "next";
  if (key === "ArrowLeft") return "back";
  /** @type {Record<string, string>} */
  const others = { f: "full", b: "black", s: "speaker", o: "overview", Escape: "leave" };
  return others[key === "Escape" ? key : key.toLowerCase()] ?? "";
}

/** The element that has the focus, within components too. */
function focused() {
  let active = document.activeElement;
  while (active?.shadowRoot?.activeElement) active = active.shadowRoot.activeElement;
  return active;
}

const TAKEN = "input, textarea, select, button, a, summary, [role=slider], [tabindex]";

/** @type {Window | null} */
let speaker = null;
/** Ends the keys of the call before: Streamlit may begin the next call before it ends the last. */
let stop = () => {};
let began = 0;

/** @param {import("./bar.js").Data} data */
function tellSpeaker({ notes, after, words }) {
  if (!speaker || speaker.closed) return;
  began ||= Date.now();
  const page = speaker.document;
  page.title = words.speaker;
  page.body.style.cssText = "font: 22px/1.5 system-ui, sans-serif; margin: 32px; max-width: 40em";
  const [clock, text, then] = ["p", "p", "p"].map((tag) => page.createElement(tag));
  text.textContent = notes;
  then.textContent = after ? `${words.then} ${after}` : "";
  const tick = () => {
    const seconds = Math.floor((Date.now() - began) / 1000);
    clock.textContent = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
  };
  tick();
  const timer = setInterval(() => clock.isConnected ? tick() : clearInterval(timer), 1000);
  page.body.replaceChildren(clock, text, then);
}

function blacken() {
  const shade = document.getElementById("fewshot-black");
  if (shade) return shade.remove();
  const made = document.createElement("div");
  made.id = "fewshot-black";
  made.style.cssText = "position: fixed; inset: 0; background: #000; z-index: 1000";
  made.onclick = () => made.remove();
  document.body.append(made);
}

function fullScreen() {
  if (document.fullscreenElement) document.exitFullscreen();
  else document.documentElement.requestFullscreen?.().catch(() => undefined);
}

/**
 * Present this step, where it is to be presented; returns what ends that.
 * @param {import("./bar.js").Data} data
 * @param {(step: string) => void} go
 * @param {() => void} leave
 */
export function present(data, go, leave) {
  stop();
  document.documentElement.toggleAttribute("data-present", data.present);
  if (!data.present) return () => undefined;
  tellSpeaker(data);
  /** @param {KeyboardEvent} event */
  const onKey = (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const active = focused();
    if (active?.matches("input, textarea, select")) return;
    const asked = meaning(event.key, Boolean(active?.matches(TAKEN)));
    if (!asked) return;
    event.preventDefault();
    if (asked === "next" && data.next) go(data.next);
    else if (asked === "back" && data.back) go(data.back);
    else if (asked === "overview") go("");
    else if (asked === "black") blacken();
    else if (asked === "full") fullScreen();
    else if (asked === "leave") leave();
    else if (asked === "speaker") {
      speaker = open("", "fewshot-speaker", "width=640,height=480");
      tellSpeaker(data);
    }
  };
  addEventListener("keydown", onKey);
  const ours = () => removeEventListener("keydown", onKey);
  stop = ours;
  return () => {
    ours();
    if (stop === ours) document.documentElement.removeAttribute("data-present");
  };
}
