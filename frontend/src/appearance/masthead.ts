/** On a telephone the row of the product's pages is longer than the screen is wide: the present one comes into sight. */
export function showHere(): void {
	const here = document.querySelector<HTMLElement>(".masthead nav [aria-current]");
	const row = here?.closest("nav");
	if (!here || !row) return;
	row.scrollLeft = here.offsetLeft - row.offsetLeft - (row.clientWidth - here.offsetWidth) / 2;
}
