/** The paths page: the drawing answers to the words and the words to the drawing. */
import "./styles/video.css";
import "./styles/paths.css";
import { linkDrawing } from "./panels/drawn-ways";

const drawn = document.querySelector<HTMLElement>("[data-drawn]");
if (drawn) linkDrawing(drawn, document.querySelectorAll<HTMLElement>(".way"));
document.documentElement.dataset.ready = "";
