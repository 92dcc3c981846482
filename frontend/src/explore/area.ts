/** A rectangle drawn with the pointer chooses what stands in it: with shift held, or while the button for it is on. */
import type { Box } from "../canvas/labels";

const LEAST = 5;

export interface Area {
	toggle(): boolean;
	stop(): void;
}

export function bindArea(canvas: HTMLElement, choose: (box: Box) => void): Area {
	let on = false;
	let drawn = false;
	let start: { x: number; y: number } | null = null;
	const frame = document.createElement("div");
	frame.className = "area";
	frame.hidden = true;
	canvas.append(frame);

	const at = (event: MouseEvent): { x: number; y: number } => {
		const { left, top } = canvas.getBoundingClientRect();
		return { x: event.clientX - left, y: event.clientY - top };
	};
	const boxTo = (event: MouseEvent): Box => {
		const [a, b] = [start ?? at(event), at(event)];
		return { left: Math.min(a.x, b.x), right: Math.max(a.x, b.x), top: Math.min(a.y, b.y), bottom: Math.max(a.y, b.y) };
	};
	const isLarge = (box: Box): boolean => box.right - box.left > LEAST || box.bottom - box.top > LEAST;
	canvas.addEventListener(
		"mousedown",
		(event) => {
			if (event.button !== 0 || !(on || event.shiftKey)) return;
			event.preventDefault();
			event.stopPropagation();
			start = at(event);
		},
		{ capture: true },
	);
	addEventListener("mousemove", (event) => {
		if (!start) return;
		const box = boxTo(event);
		frame.hidden = !isLarge(box);
		frame.style.left = `${box.left}px`;
		frame.style.top = `${box.top}px`;
		frame.style.width = `${box.right - box.left}px`;
		frame.style.height = `${box.bottom - box.top}px`;
	});
	addEventListener("mouseup", (event) => {
		if (!start) return;
		const box = boxTo(event);
		start = null;
		frame.hidden = true;
		drawn = isLarge(box); // a mere click with shift is the stage's
		if (drawn) choose(box);
	});
	canvas.addEventListener(
		"click",
		(event) => {
			if (drawn) event.stopPropagation();
			drawn = false;
		},
		{ capture: true },
	);
	return {
		toggle() {
			on = !on;
			canvas.classList.toggle("is-marking", on);
			return on;
		},
		stop() {
			on = false;
			start = null;
			frame.hidden = true;
			canvas.classList.remove("is-marking");
		},
	};
}
