// @ts-check
// Letters that many systems lack: without them, boxes would stand for the names of classes of `scripts`. The
// browser fetches a font only where one of its letters is shown. Made by assets/build/scripts/letters.py.

const FAMILY = "Fewshot Letters"; // the last of --fs-font in tokens.css
const RANGES = {
  thai: "U+0E00-0E7F",
  khmer: "U+1780-17FF",
  telugu: "U+0C00-0C7F",
  devanagari: "U+0900-097F",
};

/** Let the page's texts use these letters; again, it does nothing. */
export function addLetters() {
  if ([...document.fonts].some(({ family }) => family.replaceAll('"', "") === FAMILY)) return;
  for (const [script, unicodeRange] of Object.entries(RANGES)) {
    const address = new URL(`letters_${script}.woff2`, import.meta.url).href;
    document.fonts.add(new FontFace(FAMILY, `url("${address}") format("woff2")`, { unicodeRange }));
  }
}
