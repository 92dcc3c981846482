/** Ties the drawing of several ways to their descriptions: hover and focus preview, a click leads to the words. */
export function linkDrawing(drawn: HTMLElement, ways: Iterable<HTMLElement>): void {
	const show = (way: string | null): void => {
		drawn.classList.toggle("has-choice", way !== null);
		for (const part of drawn.querySelectorAll<SVGElement>("[data-way]")) {
			part.classList.toggle("is-on", way !== null && part.dataset.way === way);
		}
		for (const stop of drawn.querySelectorAll<SVGElement>("[data-ways]")) {
			stop.classList.toggle("is-on", way !== null && (stop.dataset.ways ?? "").split(" ").includes(way));
		}
		for (const row of rows) row.classList.toggle("is-on", way !== null && row.dataset.way === way);
	};
	const rows = [...ways];
	for (const row of rows) {
		for (const name of ["pointerenter", "focusin"]) row.addEventListener(name, () => show(row.dataset.way ?? null));
		for (const name of ["pointerleave", "focusout"]) row.addEventListener(name, () => show(null));
	}
	drawn.addEventListener("pointerover", (event) => show(findWay(event.target)));
	drawn.addEventListener("pointerleave", () => show(null));
	drawn.addEventListener("click", (event) => {
		const way = findWay(event.target);
		if (way) location.hash = `way-${way}`;
	});
}

function findWay(target: EventTarget | null): string | null {
	if (!(target instanceof Element)) return null;
	const line = target.closest<SVGElement>("[data-way]")?.dataset.way;
	const stop = target.closest<SVGElement>("[data-ways]:not(.is-end)")?.dataset.ways?.split(" ")[0];
	return line ?? stop ?? null;
}
