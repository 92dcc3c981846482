/** Pages of paths and of one connection: the drawing answers to the words and the words to the drawing; names are
 * suggested while typing; citations are copied. */
import "./styles/video.css";
import "./styles/paths.css";
import { bindCopyButtons } from "./panels/copying";
import { linkDrawing } from "./panels/drawn-ways";
import { suggestNames } from "./panels/name-field";

const drawn = document.querySelector<HTMLElement>("[data-drawn]");
if (drawn) linkDrawing(drawn, document.querySelectorAll<HTMLElement>(".way"));
for (const field of document.querySelectorAll<HTMLInputElement>("input[data-name]")) suggestNames(field);
bindCopyButtons(document);
document.documentElement.dataset.ready = "";
