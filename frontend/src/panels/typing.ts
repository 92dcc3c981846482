/** Whether a key that was pressed is meant for something that takes it, and so not for the page. */
const PRESSED = new Set(["button", "checkbox", "color", "file", "image", "radio", "range", "reset", "submit"]);

/** Whether letters are written there. */
export function isTyping(target: EventTarget | null): boolean {
	if (target instanceof HTMLInputElement) return !PRESSED.has(target.type);
	return target instanceof HTMLElement && (target.isContentEditable || /^(TEXTAREA|SELECT)$/.test(target.tagName));
}

/** Whether a key goes to an input method, as those for Chinese, Japanese and Korean: it chooses or ends what is composed.
 * Safari sends the Enter that ends it only afterwards, and marks it by its code alone. */
export function isComposed(event: KeyboardEvent): boolean {
	return event.isComposing || event.keyCode === 229;
}

/** A dialog that is open has all keys, Escape too. */
export function isCovered(): boolean {
	return document.querySelector("dialog[open]") !== null;
}
