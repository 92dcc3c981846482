/** What every page loads: the look, htmx, the theme, and the palette of search. */
import "@fontsource-variable/newsreader/opsz.css";
import "@fontsource-variable/newsreader/wght-italic.css";
import "@fontsource-variable/instrument-sans/wght.css";
import "./styles/tokens.css";
import "./styles/site.css";
import "./styles/marks.css";
import "./styles/library.css";
import "./styles/search.css";
import "./styles/desk.css";
import "htmx.org";
// for parts that ask for themselves again and again: changed where they differ, with focus and scrolling as they are. Here,
// since what polls before it has come would be doubled at each answer
import "idiomorph/htmx";
import { bindLocalTimes } from "./appearance/local-times";
import { showHere } from "./appearance/masthead";
import { offerThemes } from "./appearance/theme";
import { bindDeskKeys } from "./panels/desk-keys";
import { bindDropzones } from "./panels/dropzone";
import { bindEditDialog } from "./panels/edit-dialog";
import { bindPalette } from "./panels/palette";
import { bindRefusals } from "./panels/refusals";

document.documentElement.classList.add("js");
showHere();
offerThemes();
bindLocalTimes();
bindPalette();
bindRefusals();
bindDropzones(document);
if (document.querySelector("#desk")) bindDeskKeys();
if (document.querySelector("[data-editor]")) bindEditDialog();
const transcript = document.querySelector<HTMLElement>("[data-transcript][data-words-of]");
if (transcript?.dataset.wordsOf) {
	const video = transcript.dataset.wordsOf;
	void import("./panels/word-picker").then(({ bindWordPicker }) => bindWordPicker(transcript, video));
}
