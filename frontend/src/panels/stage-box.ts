/** The box of a map on the page: a live canvas or, without WebGL, the drawing; its buttons; what it is called. */
import type { Stage } from "../canvas/stage";

export function swapStage(box: HTMLElement, live: boolean): void {
	for (const part of box.querySelectorAll<HTMLElement>("[data-canvas],[data-zoom]")) part.hidden = !live;
	for (const part of box.querySelectorAll<HTMLElement>("[data-still]")) part.hidden = live;
}

export function describeCanvas(canvas: HTMLElement, words: string): void {
	canvas.tabIndex = 0;
	canvas.setAttribute("role", "group");
	canvas.setAttribute("aria-label", `Map of the connections. Arrows pan, plus and minus zoom, ${words}`);
}

/** `stage`: the one that is there at the time. In full screen the graph has with it what tells of it: panel and legend. */
export function bindZoom(box: HTMLElement, stage: () => Stage | null): void {
	const whole = box.closest(".workbench, .embed") ?? box;
	const acts: Record<string, () => void> = {
		in: () => stage()?.zoom(1.5),
		out: () => stage()?.zoom(1 / 1.5),
		reset: () => stage()?.reset(),
		full: () => void (document.fullscreenElement ? document.exitFullscreen() : whole.requestFullscreen()),
	};
	const full = box.querySelector<HTMLElement>("[data-act=full]");
	if (full) full.hidden = !document.fullscreenEnabled;
	box.querySelector("[data-zoom]")?.addEventListener("click", ({ target }) => {
		const act = target instanceof Element ? target.closest<HTMLElement>("[data-act]")?.dataset.act : undefined;
		if (act) acts[act]?.();
	});
}
