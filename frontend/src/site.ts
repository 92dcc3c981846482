/** What every page loads: the look, htmx, the theme, and the palette of search. */
import "@fontsource-variable/newsreader/opsz.css";
import "@fontsource-variable/newsreader/wght-italic.css";
import "@fontsource-variable/instrument-sans/wght.css";
import "./styles/tokens.css";
import "./styles/site.css";
import "./styles/marks.css";
import "./styles/library.css";
import "./styles/search.css";
import "htmx.org";
import { offerThemes } from "./appearance/theme";
import { bindDropzones } from "./panels/dropzone";
import { bindPalette } from "./panels/palette";

document.documentElement.classList.add("js");
offerThemes();
bindPalette();
bindDropzones(document);
