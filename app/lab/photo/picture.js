// @ts-check
// A picture in a slot: read, cropped to a square, turned, and reduced to what is sent.

/** @typedef {{ x: number, y: number, zoom: number }} Crop the square's middle in shares of the picture, 1…4 */
/** @typedef {{ width: number, height: number }} Size */

const [SIDE, LARGEST, QUALITY] = [128, 1024, 0.92]; // px that are sent, px that are worked on; of a JPEG
export const NEAREST = 4;

/** @returns {Crop} */
export const middle = () => ({ x: 0.5, y: 0.5, zoom: 1 });

const within = (/** @type {number} */ value, /** @type {number} */ most) =>
  Math.min(Math.max(value, 0), most);

/** The square of a picture, in its pixels. @param {Size} size @param {Crop} crop */
export function squareOf({ width, height }, { x, y, zoom }) {
  const side = Math.min(width, height) / zoom;
  return {
    left: within(x * width - side / 2, width - side),
    top: within(y * height - side / 2, height - side),
    side,
  };
}

/**
 * The crop after its picture was moved by shares of the square's side, to the right and downwards.
 * @param {Size} size
 * @param {Crop} crop
 * @param {number} right
 * @param {number} down
 * @returns {Crop}
 */
export function moved(size, crop, right, down) {
  const { left, top, side } = squareOf(size, crop);
  const x = within(left - right * side, size.width - side) + side / 2;
  const y = within(top - down * side, size.height - side) + side / 2;
  return { ...crop, x: x / size.width, y: y / size.height };
}

/** @param {Crop} crop @param {number} zoom @returns {Crop} */
export const zoomed = (crop, zoom) => ({ ...crop, zoom: 1 + within(zoom - 1, NEAREST - 1) });

/** The crop of the picture that is turned a quarter to the right. @param {Crop} crop @returns {Crop} */
export const turnedCrop = ({ x, y, zoom }) => ({ x: 1 - y, y: x, zoom });

/** @param {number} width @param {number} height */
const canvasOf = (width, height) => Object.assign(document.createElement("canvas"), { width, height });

/** @param {HTMLCanvasElement} canvas */
function pen(canvas) {
  const found = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));
  found.imageSmoothingQuality = "high";
  found.fillStyle = "#fff";
  found.fillRect(0, 0, canvas.width, canvas.height);
  return found;
}

/**
 * A copy that is not too large to be kept.
 * @param {CanvasImageSource} image
 * @param {number} width
 * @param {number} height
 */
export function copyOf(image, width, height) {
  const scale = Math.min(1, LARGEST / Math.max(width, height));
  const canvas = canvasOf(Math.max(1, Math.round(width * scale)), Math.max(1, Math.round(height * scale)));
  pen(canvas).drawImage(image, 0, 0, canvas.width, canvas.height);
  return canvas;
}

/** The picture of a file, upright; rejects what this browser cannot read. @param {Blob} file */
export async function read(file) {
  const bitmap = await createImageBitmap(file);
  const copy = copyOf(bitmap, bitmap.width, bitmap.height);
  bitmap.close();
  return copy;
}

/** One picture of a strip. @param {string} strip @param {number} index @param {number} count */
export async function fromStrip(strip, index, count) {
  const image = Object.assign(new Image(), { src: strip });
  await image.decode();
  const canvas = canvasOf(SIDE, SIDE);
  const side = image.naturalWidth / count;
  pen(canvas).drawImage(image, index * side, 0, side, image.naturalHeight, 0, 0, SIDE, SIDE);
  return canvas;
}

/** A picture turned a quarter to the right. @param {HTMLCanvasElement} picture */
export function turned(picture) {
  const canvas = canvasOf(picture.height, picture.width);
  const context = pen(canvas);
  context.translate(canvas.width, 0);
  context.rotate(Math.PI / 2);
  context.drawImage(picture, 0, 0);
  return canvas;
}

/**
 * Paint the square of a picture.
 * @param {HTMLCanvasElement} canvas
 * @param {HTMLCanvasElement} picture
 * @param {Crop} crop
 */
export function paint(canvas, picture, crop) {
  const { left, top, side } = squareOf(picture, crop);
  pen(canvas).drawImage(picture, left, top, side, side, 0, 0, canvas.width, canvas.height);
  return canvas;
}

/** What is sent: the square as a JPEG in a data URL. @param {HTMLCanvasElement} picture @param {Crop} crop */
export const sendable = (picture, crop) =>
  paint(canvasOf(SIDE, SIDE), picture, crop).toDataURL("image/jpeg", QUALITY);
