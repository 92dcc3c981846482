/** What a choice was made on: the focus goes back there when the choice is given up. A page that is read with a mouse does
 * not jump there: it may lie far from what is seen by then. */
export class Origin {
	private element: HTMLElement | SVGElement | null = null;
	private byKeys = false;

	set(element: HTMLElement | SVGElement | null, byKeys: boolean): void {
		this.element = element;
		this.byKeys = byKeys;
	}

	focus(): void {
		this.element?.focus({ preventScroll: !this.byKeys });
	}
}
