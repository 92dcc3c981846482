/** `/` and Ctrl-K (⌘K) go to the search field, wherever one is. */
export function bindSearchKeys(): void {
	document.addEventListener("keydown", (event) => {
		const wanted = isSlash(event) || ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "k");
		const field = document.querySelector<HTMLInputElement>("[data-find]");
		if (!wanted || !field) return;
		event.preventDefault();
		field.focus();
		field.select();
	});
}

function isSlash(event: KeyboardEvent): boolean {
	return event.key === "/" && !event.ctrlKey && !event.metaKey && !event.altKey && !isTyping(event.target);
}

export function isTyping(target: EventTarget | null): boolean {
	return (
		target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName))
	);
}
