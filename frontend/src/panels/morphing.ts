/** Parts that ask for themselves again and again are changed where they differ, not replaced: focus, scrolling and what a
 * screen reader listens to stay where they are. Said in templates as `hx-ext="morph" hx-swap="morph:outerHTML"`. */
import "idiomorph/htmx";
