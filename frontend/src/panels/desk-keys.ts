/** One key per answer on the desk: presses what carries the letter as data-key. Only while the focus is on the desk, so
 * that words dictated elsewhere on the page answer nothing; each card takes the focus as it comes. */
import { isCovered, isTyping } from "./typing";

export function bindDeskKeys(): void {
	document.addEventListener("keydown", (event) => {
		const plain = !event.ctrlKey && !event.metaKey && !event.altKey && !event.repeat;
		if (!plain || isTyping(event.target) || isCovered()) return;
		if (!(event.target instanceof Element) || !event.target.closest("#desk")) return;
		const target = document.querySelector<HTMLElement>(`#desk [data-key="${CSS.escape(event.key)}"]`);
		if (!target || target.matches(":disabled")) return;
		event.preventDefault();
		target.click();
	});
}
