/** Says what could not be loaded, with a way to try again. */
export function sayFailed(box: HTMLElement, text: string, again: () => void): void {
	const sorry = document.createElement("p");
	sorry.className = "notice";
	sorry.setAttribute("role", "alert");
	sorry.append(`${text} `, writeAgain(again));
	box.replaceChildren(sorry);
}

export function writeAgain(again: () => void): HTMLElement {
	const button = document.createElement("button");
	button.type = "button";
	button.className = "text-button";
	button.textContent = "Try again";
	button.addEventListener("click", again);
	return button;
}
