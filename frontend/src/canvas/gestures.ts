/** Dragging, keys, and the peace between zooming the graph and scrolling the page. */
import type Sigma from "sigma";
import type { Point } from "./hits";
import type { StageEvents, Target } from "./pointer";

const SCROLL_PAUSE_MS = 350;
const PAN = 0.12;

/** A dragged node takes the pointer's place; the frame stays, so that nothing else moves. */
export function bindDrag(sigma: Sigma, container: HTMLElement, find: (p: Point) => Target, events: StageEvents): void {
	let held: string | null = null;
	const ended = new AbortController();
	sigma.on("downStage", ({ event, preventSigmaDefault }) => {
		const target = find(event);
		if (!target || !("node" in target)) return;
		held = String(target.node);
		preventSigmaDefault();
		if (!sigma.getCustomBBox()) sigma.setCustomBBox(sigma.getBBox());
	});
	sigma.on("moveBody", ({ event }) => {
		if (held === null) return;
		container.classList.add("is-dragging");
		const { x, y } = sigma.viewportToGraph(event);
		sigma.getGraph().mergeNodeAttributes(held, { x, y });
		event.preventSigmaDefault();
		event.original.preventDefault();
	});
	const release = (): void => {
		if (held !== null && container.classList.contains("is-dragging")) {
			const { x, y } = sigma.getGraph().getNodeAttributes(held);
			events.moved?.(Number(held), x, y);
		}
		held = null;
		container.classList.remove("is-dragging");
	};
	sigma.on("upStage", release);
	addEventListener("mouseup", release, { signal: ended.signal });
	sigma.on("kill", () => ended.abort());
}

/** Arrows pan, plus and minus zoom, 0 shows everything. */
export function bindKeys(sigma: Sigma, container: HTMLElement, duration: () => number): void {
	const camera = sigma.getCamera();
	const pan = (dx: number, dy: number): void => {
		const { x, y, ratio } = camera.getState();
		void camera.animate({ x: x + dx * ratio, y: y + dy * ratio }, { duration: duration() });
	};
	const acts: Record<string, () => void> = {
		ArrowLeft: () => pan(-PAN, 0),
		ArrowRight: () => pan(PAN, 0),
		ArrowUp: () => pan(0, PAN),
		ArrowDown: () => pan(0, -PAN),
		"+": () => void camera.animatedZoom({ duration: duration() }),
		"=": () => void camera.animatedZoom({ duration: duration() }),
		"-": () => void camera.animatedUnzoom({ duration: duration() }),
		"0": () => void camera.animatedReset({ duration: duration() }),
	};
	container.addEventListener("keydown", (event) => {
		const act = event.ctrlKey || event.metaKey || event.altKey || event.shiftKey ? undefined : acts[event.key];
		if (!act) return;
		event.preventDefault();
		act();
	});
}

/** The graph takes the wheel only where the page was not being scrolled, and a single finger only on a dot. */
export function keepPageScrolling(container: HTMLElement, isOnTarget: (p: Point) => boolean): void {
	let scrolledAt = Number.NEGATIVE_INFINITY;
	const note = (event: WheelEvent): void => {
		if (!container.contains(event.target as Node)) scrolledAt = event.timeStamp;
	};
	addEventListener("wheel", note, { passive: true });
	const letPass = (event: WheelEvent): void => {
		if (event.ctrlKey || event.timeStamp - scrolledAt > SCROLL_PAUSE_MS) return;
		scrolledAt = event.timeStamp;
		event.stopPropagation();
	};
	container.addEventListener("wheel", letPass, { capture: true, passive: true });
	const letFinger = (event: TouchEvent): void => {
		const finger = event.touches.length === 1 ? event.touches[0] : undefined;
		if (!finger) return;
		const frame = container.getBoundingClientRect();
		if (!isOnTarget({ x: finger.clientX - frame.left, y: finger.clientY - frame.top })) event.stopPropagation();
	};
	container.addEventListener("touchstart", letFinger, { capture: true, passive: true });
}
