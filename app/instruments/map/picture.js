// The map as a PNG, drawn afresh at twice its size.

const WIDTH = 1440;
const HEIGHT = 960;

async function savePicture(map) {
  const { record, strip } = map.data;
  const style = getComputedStyle(map.root);
  const colour = (name) => style.getPropertyValue(name).trim();
  const sprite = Object.assign(new Image(), { src: strip });
  await sprite.decode();
  const canvas = Object.assign(document.createElement("canvas"), { width: WIDTH, height: HEIGHT });
  const context = canvas.getContext("2d");
  context.fillStyle = colour("--fs-ground");
  context.fillRect(0, 0, WIDTH, HEIGHT);
  const regions = document.createElement("canvas");
  drawRegions(map, regions);
  context.globalAlpha = 0.22;
  context.drawImage(regions, 0, (HEIGHT - WIDTH) / 2, WIDTH, WIDTH);
  context.globalAlpha = 1;
  const size = 2 * tileSize(map);
  record.labels.forEach((label, image) => {
    const [right, up] = record.points[map.step][image].map((v) => (v / 2000) * WIDTH);
    const [x, y] = [WIDTH / 2 + right - size / 2, HEIGHT / 2 - up - size / 2];
    context.fillStyle = colour("--fs-tile");
    context.fillRect(x, y, size, size);
    context.drawImage(sprite, image * 64, 0, 64, 64, x, y, size, size);
    context.setLineDash(isQuery(map, image) ? [9, 6] : []);
    context.lineWidth = 4;
    context.strokeStyle = colour(isQuery(map, image) ? "--fs-query" : "--fs-support");
    context.strokeRect(x, y, size, size);
    context.fillStyle = colour("--fs-text");
    context.font = "700 24px sans-serif";
    context.fillText(letter(label) + (isWrong(map, image) ? " ✕" : ""), x + 4, y - 5);
  });
  saveFile(canvas.toDataURL("image/png"), `${map.data.task}.png`);
}
