// @ts-check
// The drawing board: strokes go onto a sheet that this browser keeps; at pen-up the sheet is sent, and asked for
// until the answers are there.

import { Hand } from "../../shared/drawings/hand.js";
import { fits, inkMarkup } from "../../shared/drawings/strokes.js";
import { keepFocus, lasting, one, put } from "../../shared/web/dom.js";
import { saveFile } from "../../shared/web/picture_file.js";
import { supportSlots } from "../../shared/web/slots.js";
import { escape } from "../../shared/web/text.js";
import { frameMarkup, mineMarkup, viewMarkup } from "./frame.js";
import { answersMarkup, querySlots, slotName, supportMarkup } from "./markup.js";
import { queryMarkup, tableMarkup } from "./markup.js";
import { showPlane, Trails } from "./plane.js";
import { drawingOf, empty, fromFile, keep, LARGEST, store, toFile, withDrawing } from "./sheet.js";

/** @import { Data } from "./types.js" */
/** @import { Sheet } from "./sheet.js" */
/** @import { Stroke } from "../../shared/drawings/strokes.js" */
/** @typedef {import("../../shared/web/dom.js").Component<Data>} Component */

const [SOON, SLOWER, LATEST] = [30, 1.4, 1000]; // ms until answers are asked for again, and how that grows
const UNHEARD = 2500; // ms after which a sheet that was not heard of is sent again: a run of the whole page drops it

class Board {
  /** @param {HTMLElement} root @param {Component} component */
  constructor(root, { data, setTriggerValue }) {
    this.root = root;
    this.data = data;
    this.send = setTriggerValue;
    this.look = "";
    this.sheet = empty();
    this.slot = ""; // that is drawn in
    this.query = ""; // whose answers are shown
    /** @type {{ slot: string, before: Stroke[] }[]} */
    this.history = [];
    this.told = "";
    this.sent = 0;
    this.began = 0;
    this.wait = SOON;
    /** @type {number | undefined} */
    this.timer = undefined;
    /** @type {number | undefined} */
    this.unheard = undefined;
    this.words = "";
    this.trails = new Trails();
    root.onclick = (event) => this.onClick(event);
    root.onchange = (event) => this.onChange(event);
    root.onkeydown = (event) => this.onKey(event);
  }

  /** @param {Component} component */
  show({ data, setTriggerValue }) {
    Object.assign(this, { data, send: setTriggerValue });
    if (this.words !== JSON.stringify(data.words)) this.build();
    if (this.look !== data.look) this.open();
    else if (data.trouble) this.told = data.trouble;
    const slots = [...supportSlots(data), ...querySlots(data, this.sheet)];
    if (!slots.includes(this.slot) || (data.support && !this.slot.startsWith("q"))) this.slot = this.first();
    if (!querySlots(data, this.sheet).includes(this.query)) this.query = querySlots(data, this.sheet)[0];
    clearTimeout(this.timer);
    if (data.sent === this.sent) clearTimeout(this.unheard);
    if (data.waiting || data.laying) this.askAgain();
    if (!data.waiting && data.sent === this.sent && this.began) {
      Object.assign(this.root.dataset, {
        answered: this.sent,
        took: Math.round(performance.now() - this.began),
      });
      this.began = 0;
    }
    this.update();
  }

  /** Answers are asked for until they come; what comes back may be as before, and then nobody is told. */
  askAgain() {
    this.timer = setTimeout(() => {
      this.send("poll", performance.now());
      this.askAgain();
    }, this.wait);
    this.wait = Math.min(this.wait * SLOWER, LATEST);
  }

  /** Another sheet: the one that this browser keeps for it. */
  open() {
    this.look = this.data.look;
    this.sheet = store.read()[this.look] ?? empty();
    Object.assign(this, { history: [], told: "", slot: "", query: "" });
    if (Object.keys(this.sheet.drawings).length || this.data.drawn) this.tell();
  }

  /** The first slot that is still empty, or else the first. */
  first() {
    const slots = this.slots();
    return slots.find((slot) => !drawingOf(this.sheet, slot).length) ?? slots[0];
  }

  /** The slots that the visitor draws in. */
  slots() {
    const { data, sheet } = this;
    return [
      ...(data.mine === "query" ? [] : supportSlots(data)),
      ...(data.mine === "support" ? [] : querySlots(data, sheet)),
    ];
  }

  build() {
    const { words } = this.data;
    this.words = JSON.stringify(words);
    this.root.innerHTML = frameMarkup(words);
    this.hand = new Hand(/** @type {any} */ (one(this.root, ".paper")), (stroke) => this.add(stroke));
  }

  update() {
    const { root, data, sheet, slot } = this;
    const { words } = data;
    const shown = { data, sheet, slot, query: this.query };
    keepFocus(root, "data-key", () => {
      put(root, "mine", mineMarkup(data));
      put(root, "slot", escape(slotName(data, sheet, slot)));
      put(root, "ink", inkMarkup(drawingOf(sheet, slot)));
    });
    keepFocus(root, "data-slot", () => {
      put(root, "support", supportMarkup(shown));
      put(root, "query", queryMarkup(shown));
    });
    put(root, "answers", answersMarkup(shown));
    keepFocus(root, "data-key", () => showPlane(one(root, ".plane"), shown, this.trails));
    put(root, "view", viewMarkup(data, slot));
    put(root, "kept", escape(store.lost ? words.lost : words.kept));
    put(root, "table", tableMarkup(shown));
    const next = data.waiting ? words.thinking : data.missing ? words.missing : "";
    put(root, "told", escape(this.told || next));
    root.dataset.state = data.waiting || this.began ? "waiting" : "still";
  }

  /** A stroke is done. @param {Stroke} stroke */
  add(stroke) {
    const before = drawingOf(this.sheet, this.slot);
    if (fits(before, stroke)) this.draw([...before, stroke]);
    else this.say(this.data.words.full);
  }

  /** Another drawing in the slot; it can be taken back. @param {Stroke[]} drawing */
  draw(drawing) {
    this.history.push({ slot: this.slot, before: drawingOf(this.sheet, this.slot) });
    this.change(withDrawing(this.sheet, this.slot, drawing));
  }

  undo() {
    const last = this.history.findLastIndex(({ slot }) => slot === this.slot);
    const before = last < 0
      ? drawingOf(this.sheet, this.slot).slice(0, -1)
      : this.history.splice(last, 1)[0].before;
    this.change(withDrawing(this.sheet, this.slot, before));
  }

  /** @param {Sheet} sheet */
  change(sheet) {
    Object.assign(this, { sheet, told: "" });
    if (this.slot.startsWith("q")) this.query = this.slot;
    keep(this.look, sheet);
    this.tell();
    this.update();
  }

  /** Send the drawings that the task has. */
  tell() {
    this.sent += 1;
    this.began = performance.now();
    this.wait = SOON;
    const slots = this.slots().filter((slot) => this.sheet.drawings[slot]);
    const drawings = Object.fromEntries(slots.map((slot) => [slot, this.sheet.drawings[slot]]));
    this.send("sheet", { look: this.look, sent: this.sent, drawings });
    clearTimeout(this.unheard);
    this.unheard = setTimeout(() => this.tell(), UNHEARD);
  }

  /** @param {string} sentence */
  say(sentence) {
    this.told = sentence;
    this.update();
  }

  /** @param {Event} event */
  onClick(event) {
    const button = event.target instanceof Element ? event.target.closest("button") : null;
    const { mine, slot, ask, is, do: deed } = button?.dataset ?? {};
    if (mine && mine !== this.data.mine) this.send("mine", mine);
    if (slot) this.choose(slot);
    if (ask) Object.assign(this, { query: ask });
    if (is) this.name(Number(is));
    if (deed === "undo") this.undo();
    if (deed === "clear" && drawingOf(this.sheet, this.slot).length) this.draw([]);
    if (deed === "next") this.choose(this.first());
    if (deed === "save") {
      saveFile(`data:application/json,${encodeURIComponent(toFile(this.sheet))}`, "drawings.json");
    }
    if (button) this.update();
  }

  /** Draw in a slot from now on. @param {string} slot */
  choose(slot) {
    this.hand?.end();
    this.slot = slot;
    if (slot.startsWith("q")) this.query = slot;
  }

  /** Say what the chosen query image is; said again, it is taken back. @param {number} label */
  name(label) {
    const { [this.query]: before, ...is } = this.sheet.is;
    this.sheet = { ...this.sheet, is: before === label ? is : { ...is, [this.query]: label } };
    keep(this.look, this.sheet);
  }

  /** @param {Event} event */
  async onChange({ target }) {
    if (target instanceof HTMLSelectElement) this.send("mapped", target.value);
    if (!(target instanceof HTMLInputElement)) return;
    if (target.dataset.name) {
      const names = Array.from({ length: 5 }, (_, i) => this.sheet.names[i] ?? "");
      names[Number(target.dataset.name)] = target.value.trim().slice(0, 24);
      this.sheet = { ...this.sheet, names };
      keep(this.look, this.sheet);
      this.update();
    }
    const file = target.files?.[0];
    if (!file) return;
    const { words } = this.data;
    const found = file.size <= LARGEST ? fromFile(await file.text()) : null;
    target.value = "";
    if (found) {
      this.history = [];
      this.change(found);
    } else this.say(file.size > LARGEST ? words.large_file : words.bad_file);
  }

  /** @param {KeyboardEvent} event */
  onKey(event) {
    if (!(event.target instanceof Element) || !event.target.matches(".paper")) return;
    const undo = event.key === "Backspace" || (event.key === "z" && (event.ctrlKey || event.metaKey));
    if (undo) this.undo();
    else if (event.key === "Delete" && drawingOf(this.sheet, this.slot).length) this.draw([]);
    else if (!this.hand?.key(event)) return;
    event.preventDefault();
  }

  close() {
    clearTimeout(this.timer);
    clearTimeout(this.unheard);
  }
}

export default lasting(
  ".draw",
  (root, /** @type {Component} */ component) => new Board(root, component),
  (board, component) => board.show(component),
  (board) => board.close(),
);
