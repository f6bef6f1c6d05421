// @ts-check
// The photo board: pictures come in by camera, file, drop or paste, are cropped here, and go out as small squares.

import { closest, keepFocus, lasting, one, put } from "../../shared/web/dom.js";
import { Kept } from "../../shared/web/kept.js";
import { supportSlots } from "../../shared/web/slots.js";
import { escape, fill } from "../../shared/web/text.js";
import { Camera, canBeLive } from "./camera.js";
import { cameraMarkup, exampleMarkup, frameMarkup } from "./frame.js";
import { answersMarkup, filled, inkMarkup, isSaid, queryMarkup, querySlots, slotName } from "./markup.js";
import { supportMarkup } from "./markup.js";
import { fromStrip, middle, read } from "./picture.js";
import { Stage } from "./stage.js";
import { Tray } from "./tray.js";

/** @import { Data } from "./types.js" */
/** @import { Said } from "./markup.js" */
/** @typedef {import("../../shared/web/dom.js").Component<Data>} Component */

const REST = 300; // ms without a change before a crop is sent
const store = new Kept("fewshot.photo", isSaid, /** @type {Said} */ ({ names: [], is: {} }));

class Board {
  /** @param {HTMLElement} root @param {Component} component */
  constructor(root, { data, setTriggerValue }) {
    this.root = root;
    this.data = data;
    this.slot = "";
    this.told = "";
    this.words = "";
    this.tray = new Tray((message) => setTriggerValue("photos", message));
    /** @type {number | undefined} */
    this.later = undefined;
    root.onclick = (event) => this.onClick(event);
    root.onchange = (event) => this.onChange(event);
    root.oninput = ({ target }) => {
      if (target instanceof HTMLInputElement && target.type === "range") {
        this.stage?.zoom(Number(target.value));
      }
    };
    root.ondragover = (event) => event.preventDefault();
    root.ondrop = (event) => {
      event.preventDefault();
      this.add([...event.dataTransfer?.files ?? []], closest(event, "[data-slot]")?.dataset.slot);
    };
    this.onPaste = (/** @type {ClipboardEvent} */ { clipboardData }) =>
      this.add([...clipboardData?.files ?? []]);
    document.addEventListener("paste", this.onPaste);
  }

  /** @param {Component} component */
  show({ data, setTriggerValue }) {
    this.data = data;
    this.tray.send = (message) => setTriggerValue("photos", message);
    if (this.words !== JSON.stringify(data.words)) this.build();
    if (data.trouble) this.told = data.trouble;
    this.tray.hear(data);
    if (!this.slots().includes(this.slot)) this.choose(this.free() ?? "A1");
    this.update();
  }

  build() {
    this.words = JSON.stringify(this.data.words);
    this.camera?.stop();
    this.root.innerHTML = frameMarkup(this.data.words, canBeLive());
    this.camera = new Camera(/** @type {any} */ (one(this.root, "video")));
    this.stage = new Stage(one(this.root, ".stage"), () => this.cropped(), () => this.remove([this.slot]));
  }

  /** What markup is made of. */
  shown() {
    return { data: this.data, slot: this.slot, urls: this.tray.urls, said: store.read() };
  }

  update() {
    const { root, data, slot, tray } = this;
    const shown = this.shown();
    const live = Boolean(this.camera?.stream);
    keepFocus(root, "data-key", () => {
      if (canBeLive()) put(root, "camera", cameraMarkup(live, data.words));
      put(root, "example", exampleMarkup(data));
      put(root, "slot", escape(slotName(shown, slot)));
      put(root, "support", supportMarkup(shown));
      put(root, "query", queryMarkup(shown));
      put(root, "answers", answersMarkup(shown));
    });
    put(root, "view", inkMarkup(shown));
    put(root, "told", escape(this.told || this.next()));
    this.stage?.show(tray.held[slot]);
    /** @type {HTMLInputElement} */ (one(root, "[type=range]")).value = String(
      tray.held[slot]?.crop.zoom ?? 1,
    );
    Object.assign(root.dataset, {
      stage: filled(shown, slot) ? "photo" : live ? "live" : "empty",
      state: data.waiting || tray.waiting ? "waiting" : "still",
      any: data.seen.length > 0,
      sent: data.sent,
    });
  }

  /** What comes next, in a sentence. */
  next() {
    const { words, waiting, seen, asked } = this.data;
    const shown = this.shown();
    const number = supportSlots(this.data).filter((slot) => !filled(shown, slot)).length;
    if (waiting) return words.thinking;
    if (!seen.length) return "";
    return number ? fill(words.missing, { number }) : asked.length ? "" : words.ask;
  }

  slots() {
    return [...supportSlots(this.data), ...querySlots(this.shown())];
  }

  /** The first empty slot. */
  free() {
    return this.slots().find((slot) => !filled(this.shown(), slot));
  }

  /** Show a slot. @param {string} slot */
  async choose(slot) {
    this.slot = slot;
    this.update();
    const { seen, view } = this.data;
    if (this.tray.held[slot] || !seen.includes(slot)) return;
    const picture = await fromStrip(view, seen.indexOf(slot), seen.length); // of an earlier visit
    this.tray.held[slot] ??= { picture, crop: middle() };
    this.update();
  }

  /** Take files into a slot, or into the next empty ones. @param {Blob[]} files @param {string} [at] */
  async add(files, at) {
    if (!files.length) return;
    this.told = "";
    /** @type {Record<string, string>} */
    const photos = {};
    let slot = at ?? (filled(this.shown(), this.slot) ? this.free() : this.slot);
    for (const file of files) {
      if (!slot) this.told = this.data.words.full;
      if (!slot) break;
      try {
        photos[slot] = this.tray.lay(slot, await read(file));
        this.slot = slot;
        slot = this.free();
      } catch {
        this.told = fill(this.data.words.bad_file, { name: file instanceof File ? file.name : file.type });
      }
    }
    if (Object.keys(photos).length) this.tray.tell(photos);
    this.update();
  }

  /** The crop of the picture has changed; it is sent once it stays as it is. */
  cropped() {
    const { slot, tray } = this;
    const held = tray.held[slot];
    clearTimeout(this.later);
    this.later = setTimeout(() => {
      tray.tellCrop(slot, held);
      this.update();
    }, REST);
    this.update();
  }

  /** Empty some slots; where all are, the names go as well. @param {string[]} slots @param {boolean} all */
  remove(slots, all = false) {
    const { names, is } = store.read();
    const left = Object.entries(is).filter(([slot]) => !slots.includes(slot));
    store.write({ names: all ? [] : names, is: Object.fromEntries(left) });
    this.told = "";
    this.tray.remove(slots.filter((slot) => filled(this.shown(), slot)));
    this.update();
  }

  /** Fill the empty board with the drawings of the example. */
  async fillIn() {
    const { example } = this.data;
    if (!example) return;
    const { strip, names, labels } = example;
    const slots = [...supportSlots(this.data), ...labels.map((_, i) => `q${i + 1}`)];
    store.write({ names, is: Object.fromEntries(labels.map((label, i) => [`q${i + 1}`, label])) });
    const pictures = await Promise.all(slots.map((_, i) => fromStrip(strip, i, slots.length)));
    this.tray.tell(Object.fromEntries(slots.map((slot, i) => [slot, this.tray.lay(slot, pictures[i])])));
    this.choose(slots[slots.length - labels.length]);
  }

  async toggleCamera() {
    this.told = "";
    if (this.camera?.stream) this.camera.stop();
    else await this.camera?.start().catch(() => this.told = this.data.words.no_camera);
    if (this.camera?.stream && filled(this.shown(), this.slot)) this.choose(this.free() ?? this.slot);
    this.update();
  }

  take() {
    if (!this.camera?.stream) return;
    this.tray.tell({ [this.slot]: this.tray.lay(this.slot, this.camera.take()) });
    this.choose(this.free() ?? this.slot);
  }

  /** @param {Event} event */
  onClick(event) {
    const { slot, do: deed } = closest(event, "button")?.dataset ?? {};
    if (slot) this.choose(slot);
    if (deed === "camera") this.toggleCamera();
    if (deed === "take") this.take();
    if (deed === "turn") this.stage?.turn();
    if (deed === "remove") this.remove([this.slot]);
    if (deed === "clear") {
      this.remove([...new Set([...this.data.seen, ...Object.keys(this.tray.urls)])], true);
    }
    if (deed === "next") this.choose(this.free() ?? this.slot);
    if (deed === "example") this.fillIn();
  }

  /** @param {Event} event */
  onChange({ target }) {
    const { names, is } = store.read();
    if (target instanceof HTMLSelectElement) {
      store.write({ names, is: { ...is, [String(target.dataset.is)]: Number(target.value) } });
    } else if (target instanceof HTMLInputElement && target.dataset.name) {
      const given = Array.from({ length: 5 }, (_, i) => names[i] ?? "");
      given[Number(target.dataset.name)] = target.value.trim();
      store.write({ names: given, is });
    } else if (target instanceof HTMLInputElement && target.files?.length) {
      this.add([...target.files]);
      target.value = "";
    }
    this.update();
  }

  close() {
    clearTimeout(this.later);
    this.camera?.stop();
    document.removeEventListener("paste", this.onPaste);
  }
}

export default lasting(
  ".photo",
  (root, /** @type {Component} */ component) => new Board(root, component),
  (board, component) => board.show(component),
  (board) => board.close(),
);
