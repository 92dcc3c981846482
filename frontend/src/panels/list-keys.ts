/** One tab stop for the whole index; arrows, Home and End go through it. */
export function bindListKeys(box: HTMLElement): void {
	const links = [...box.querySelectorAll<HTMLAnchorElement>("li a[data-e]")];
	const visible = (): HTMLAnchorElement[] => links.filter((link) => link.offsetParent !== null);
	links.forEach((link, i) => {
		link.tabIndex = i === 0 ? 0 : -1;
	});
	box.addEventListener("focusin", ({ target }) => {
		if (!(target instanceof HTMLAnchorElement) || !links.includes(target)) return;
		for (const link of links) link.tabIndex = link === target ? 0 : -1;
	});
	box.addEventListener("keydown", (event) => {
		const shown = visible();
		const next = step(event.key, shown, shown.indexOf(document.activeElement as HTMLAnchorElement));
		if (!next) return;
		event.preventDefault();
		next.focus();
	});
}

/** Filters take away, and bring back, the one link that Tab reaches. */
export function keepReachable(box: HTMLElement): void {
	const shown = box.querySelectorAll<HTMLAnchorElement>("li:not([hidden]) a[data-e]");
	const stop = [...shown].find((link) => link.tabIndex === 0) ?? shown[0];
	for (const link of box.querySelectorAll<HTMLAnchorElement>("li a[data-e]")) link.tabIndex = link === stop ? 0 : -1;
}

function step(key: string, shown: readonly HTMLAnchorElement[], at: number): HTMLAnchorElement | undefined {
	if (at < 0) return undefined;
	switch (key) {
		case "ArrowDown":
			return shown[Math.min(at + 1, shown.length - 1)];
		case "ArrowUp":
			return shown[Math.max(at - 1, 0)];
		case "Home":
			return shown[0];
		case "End":
			return shown.at(-1);
		default:
			return undefined;
	}
}
