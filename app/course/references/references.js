// @ts-check
// All works; the one that the address asks for comes into sight.

import { one, put } from "../../shared/web/dom.js";

/** @param {import("../../shared/web/dom.js").Component<{ at: string, list: string }>} component */
export default function (component) {
  const root = one(component.parentElement, ".references");
  const { at, list } = component.data;
  put(root, "list", list);
  if (root.dataset.at !== at) root.querySelector(".asked")?.scrollIntoView({ block: "center" });
  root.dataset.at = at;
}
