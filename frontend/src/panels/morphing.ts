/** Parts that ask for themselves again and again are changed where they differ, not replaced: focus, scrolling and what a
 * screen reader listens to stay where they are. Said in templates as `hx-ext="morph" hx-swap="morph:outerHTML"`. What does
 * so is loaded with the first such part, which may come later than its page. */
export function bindMorphing(page: Document = document): void {
	page.addEventListener("htmx:load", () => {
		if (page.querySelector("[hx-ext=morph]")) void import("idiomorph/htmx");
	});
}
