/** A rectangle drawn with the pointer chooses what stands in it: with shift held, or, by finger too, while the button
 * for it is on. */
import type { Box } from "../canvas/labels";

const LEAST = 5;

export interface Area {
	/** Says whether it is on from now on. */
	toggle(): boolean;
}

/** `canvas` loses its contents where another graph is opened in it: the rectangle stands beside it. */
export function bindArea(canvas: HTMLElement, choose: (box: Box) => void): Area {
	let on = false;
	let drawn = false;
	let start: { x: number; y: number } | null = null;
	const frame = document.createElement("div");
	frame.className = "area";
	frame.hidden = true;
	canvas.after(frame);

	const at = (event: PointerEvent): { x: number; y: number } => {
		const { left, top } = canvas.getBoundingClientRect();
		return { x: event.clientX - left, y: event.clientY - top };
	};
	const boxTo = (event: PointerEvent): Box => {
		const [a, b] = [start ?? at(event), at(event)];
		return { left: Math.min(a.x, b.x), right: Math.max(a.x, b.x), top: Math.min(a.y, b.y), bottom: Math.max(a.y, b.y) };
	};
	const isLarge = (box: Box): boolean => box.right - box.left > LEAST || box.bottom - box.top > LEAST;
	const begin = (event: PointerEvent): void => {
		drawn = false;
		if (event.button !== 0 || !event.isPrimary || !(on || event.shiftKey)) return;
		event.preventDefault(); // no pan by the mouse; the canvas keeps the pointer, wherever it is let go
		canvas.setPointerCapture(event.pointerId);
		start = at(event);
	};
	const move = (event: PointerEvent): void => {
		if (!start || !event.isPrimary) return;
		const box = boxTo(event);
		frame.hidden = !isLarge(box);
		frame.style.left = `${box.left}px`;
		frame.style.top = `${box.top}px`;
		frame.style.width = `${box.right - box.left}px`;
		frame.style.height = `${box.bottom - box.top}px`;
	};
	const end = (): void => {
		start = null;
		frame.hidden = true;
	};
	const finish = (event: PointerEvent): void => {
		if (!start || !event.isPrimary) return;
		const box = boxTo(event);
		end();
		drawn = isLarge(box); // a mere click is the stage's
		if (drawn) choose(box);
	};
	canvas.addEventListener("pointerdown", begin, { capture: true });
	canvas.addEventListener("pointermove", move);
	canvas.addEventListener("pointerup", finish);
	canvas.addEventListener("pointercancel", end);
	const swallow = (event: Event): void => {
		if (event.type === "click" ? drawn : on) event.stopPropagation();
	};
	canvas.addEventListener("click", swallow, { capture: true });
	canvas.addEventListener("touchstart", swallow, { capture: true, passive: true }); // no pan by the finger
	return {
		toggle() {
			on = !on;
			canvas.classList.toggle("is-marking", on);
			return on;
		},
	};
}
