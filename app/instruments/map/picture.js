// @ts-check
// The map as a PNG, drawn afresh at twice its size.

import { one } from "../../shared/web/dom.js";
import { saveFile, token } from "../../shared/web/picture_file.js";
import { letterOf } from "../../shared/web/text.js";
import { drawRegions } from "./stage.js";
import { isQuery, isWrong, tileSide } from "./view.js";

/** @typedef {import("./view.js").View} View */

const WIDTH = 1440;
const NOTE = 24; // px, a line below the picture
const DRAWN = 64; // px, a drawing on the strip

/** @param {View} view */
export async function savePicture(view) {
  const { clientWidth: width, clientHeight: height } = one(view.root, ".stage");
  const scale = WIDTH / width;
  const strip = Object.assign(new Image(), { src: view.data.strip });
  await strip.decode();
  const canvas = document.createElement("canvas");
  [canvas.width, canvas.height] = [WIDTH, Math.round((height + NOTE * notes(view).length) * scale)];
  const pen = canvas.getContext("2d");
  if (!pen) return;
  pen.scale(scale, scale);
  drawGround(view, pen, { width, height });
  const side = tileSide(view.data.record.labels.length, { width, height });
  view.data.record.labels.forEach((_, image) => drawTile(view, pen, strip, image, side));
  drawNotes(view, pen, height);
  saveFile(canvas.toDataURL("image/png"), `${view.data.task}.png`);
}

/**
 * @param {View} view
 * @param {CanvasRenderingContext2D} pen
 * @param {{ width: number, height: number }} stage
 */
function drawGround(view, pen, { width, height }) {
  pen.fillStyle = token(view.root, "ground");
  pen.fillRect(0, 0, width, height + NOTE * notes(view).length);
  const regions = document.createElement("canvas");
  drawRegions(view, regions);
  pen.save();
  pen.beginPath();
  pen.rect(0, 0, width, height);
  pen.clip();
  pen.globalAlpha = 0.2;
  const side = width * view.zoom;
  pen.drawImage(regions, (width - side) / 2, (height - side) / 2, side, side);
  pen.restore();
}

/**
 * What the picture shows, in lines below it.
 * @param {View} view
 * @param {CanvasRenderingContext2D} pen
 * @param {number} top
 */
function drawNotes(view, pen, top) {
  pen.fillStyle = token(view.root, "text");
  pen.font = `${NOTE * 0.62}px ${token(view.root, "font")}`;
  notes(view).forEach((line, i) => pen.fillText(line, 8, top + NOTE * (i + 0.75)));
}

/** @param {View} view */
const notes = ({ data: { heading, words }, step, exact }) => [
  [...heading, `${words.step} ${step}`].join(" · "),
  ...(exact ? [] : [words.moved_file]),
];

/**
 * @param {View} view
 * @param {CanvasRenderingContext2D} pen
 * @param {HTMLImageElement} strip
 * @param {number} image
 * @param {number} side
 */
function drawTile(view, pen, strip, image, side) {
  const [x, y] = view.places[image].map((v) => v - side / 2);
  pen.fillStyle = token(view.root, "tile");
  pen.fillRect(x, y, side, side);
  pen.drawImage(strip, image * DRAWN, 0, DRAWN, DRAWN, x, y, side, side);
  pen.setLineDash(isQuery(view, image) ? [4.5, 3] : []);
  pen.lineWidth = 2;
  pen.strokeStyle = token(view.root, isQuery(view, image) ? "query" : "support");
  pen.strokeRect(x, y, side, side);
  pen.fillStyle = token(view.root, "text");
  pen.font = `700 ${Math.round(side / 3.8)}px sans-serif`;
  pen.fillText(letterOf(view.data.record.labels[image]) + (isWrong(view, image) ? " ✕" : ""), x + 2, y - 2);
}
