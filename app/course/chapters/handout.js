// @ts-check
// A handout, and the button that prints it; on paper it is always in the light theme.

import { one, put } from "../../shared/web/dom.js";

const page = document.documentElement;
let theme = page.dataset.theme;
addEventListener("beforeprint", () => {
  theme = page.dataset.theme;
  page.dataset.theme = "light";
});
addEventListener("afterprint", () => {
  page.dataset.theme = theme;
});

/** @param {import("../../shared/web/dom.js").Component<{ sheet: string }>} component */
export default function (component) {
  const root = one(component.parentElement, ".handout");
  put(root, "sheet", component.data.sheet);
  one(root, "button").onclick = () => print();
}
