/** Dragging, keys, and the peace between zooming the graph and scrolling the page. `life` ends with the stage: the
 * container and the page outlive it. */
import type Sigma from "sigma";
import { readArrow } from "./arrows";
import { keepFrame } from "./framing";
import type { Point } from "./hits";
import { motionTime } from "./motion";
import { isDragging, type StageEvents, type Target } from "./pointer";

const SCROLL_PAUSE_MS = 350;
const PAN = 0.12;
/** Pixels that a hand may tremble: up to there a press is a click. A finger's are those of Sigma's taps. */
const SLACK = 4;
const SLACK_FINGER = 10;

interface Held extends Point {
	readonly node: string;
	readonly slack: number;
}

/** A dragged node takes the pointer's place; the frame stays, so that nothing else moves. */
export function bindDrag(
	sigma: Sigma,
	container: HTMLElement,
	find: (p: Point) => Target,
	events: StageEvents,
	life: AbortSignal,
): void {
	let held: Held | null = null;
	const release = (): void => {
		if (held && isDragging(container)) {
			const { x, y } = sigma.getGraph().getNodeAttributes(held.node);
			events.moved?.(Number(held.node), x, y);
			// the browser takes what ends here for a click, too: it comes before any timer
			setTimeout(() => container.classList.remove("is-dragging"));
		}
		held = null;
	};
	sigma.on("downStage", ({ event, preventSigmaDefault }) => {
		release();
		const target = holds(event.original) ? find(event) : null;
		if (!target || !("node" in target)) return;
		const slack = "touches" in event.original ? SLACK_FINGER : SLACK;
		held = { node: String(target.node), x: event.x, y: event.y, slack };
		preventSigmaDefault();
	});
	sigma.on("moveBody", ({ event }) => {
		if (!held) return;
		event.preventSigmaDefault();
		event.original.preventDefault();
		if (!isDragging(container) && Math.hypot(event.x - held.x, event.y - held.y) < held.slack) return;
		container.classList.add("is-dragging");
		keepFrame(sigma);
		const { x, y } = sigma.viewportToGraph(event);
		sigma.getGraph().mergeNodeAttributes(held.node, { x, y });
	});
	sigma.on("upStage", release);
	addEventListener("mouseup", release, { signal: life });
	life.addEventListener("abort", () => container.classList.remove("is-dragging"));
}

/** Other buttons and more fingers mean something else. */
function holds(event: MouseEvent | TouchEvent): boolean {
	return "touches" in event ? event.touches.length === 1 : event.button === 0 && !event.ctrlKey;
}

/** Arrows pan, plus and minus zoom, 0 shows everything. */
export function bindKeys(sigma: Sigma, container: HTMLElement, reset: () => void, life: AbortSignal): void {
	const camera = sigma.getCamera();
	const pan = ([dx, dy]: [number, number]): void => {
		const { x, y, ratio } = camera.getState();
		void camera.animate({ x: x + dx * ratio, y: y + dy * ratio }, { duration: motionTime() });
	};
	const acts: Record<string, () => void> = {
		"+": () => void camera.animatedZoom({ duration: motionTime() }),
		"=": () => void camera.animatedZoom({ duration: motionTime() }),
		"-": () => void camera.animatedUnzoom({ duration: motionTime() }),
		"0": reset,
	};
	const press = (event: KeyboardEvent): void => {
		if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
		const arrow = readArrow(event.key, PAN);
		const act = arrow ? () => pan(arrow) : acts[event.key];
		if (!act) return;
		event.preventDefault();
		act();
	};
	container.addEventListener("keydown", press, { signal: life });
}

/** The graph takes the wheel only where the page was not being scrolled, and a single finger only on a dot. */
export function keepPageScrolling(container: HTMLElement, isOnTarget: (p: Point) => boolean, life: AbortSignal): void {
	let scrolledAt = Number.NEGATIVE_INFINITY;
	const note = (event: WheelEvent): void => {
		if (!container.contains(event.target as Node)) scrolledAt = event.timeStamp;
	};
	addEventListener("wheel", note, { passive: true, signal: life });
	const letPass = (event: WheelEvent): void => {
		if (event.ctrlKey || event.timeStamp - scrolledAt > SCROLL_PAUSE_MS) return;
		scrolledAt = event.timeStamp;
		event.stopPropagation();
	};
	container.addEventListener("wheel", letPass, { capture: true, passive: true, signal: life });
	const letFinger = (event: TouchEvent): void => {
		const finger = event.touches.length === 1 ? event.touches[0] : undefined;
		if (!finger) return;
		const frame = container.getBoundingClientRect();
		if (!isOnTarget({ x: finger.clientX - frame.left, y: finger.clientY - frame.top })) event.stopPropagation();
	};
	container.addEventListener("touchstart", letFinger, { capture: true, passive: true, signal: life });
}
