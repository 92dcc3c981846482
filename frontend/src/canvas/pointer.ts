/** What the pointer is over and what a click chooses, found by arithmetic instead of reading a hidden picture back. */
import type Sigma from "sigma";
import { distanceToLine, type Point } from "./hits";
import type { Picture } from "./picture";
import type { Places } from "./places";

export type Target = { readonly node: number } | { readonly edge: number } | null;

export interface StageEvents {
	over(target: Target): void;
	/** `too`: beside what is chosen already. */
	choose(target: Target, too: boolean): void;
	/** A node was dragged; in the picture's own coordinates. */
	moved?(node: number, x: number, y: number): void;
	/** The browser has taken the canvas away, and (later, if at all) would give another. */
	lost?(): void;
	restored?(): void;
	/** The picture has come to rest. `ratio`: below 1, it is zoomed in; a half shows half the width. */
	rest?(ratio: number): void;
}

/** Pixels. */
const NEAR = 7;
const NEAR_DOT = 4;
const NEAR_DOT_FINGER = 12;

/** Sigma would draw all dots a second time and read that picture back on each move of the pointer. */
export function pickByArithmetic(sigma: Sigma): void {
	Object.assign(sigma, { getNodeAtPosition: () => null });
}

export function findTarget(picture: Picture, places: Places, bends: readonly number[], p: Point): Target {
	const node = findNode(places, p);
	if (node >= 0) return { node };
	const edge = findEdge(picture, places, bends, p);
	return edge >= 0 ? { edge } : null;
}

function findNode(places: Places, p: Point): number {
	let best = -1;
	let nearest = matchMedia("(pointer: coarse)").matches ? NEAR_DOT_FINGER : NEAR_DOT;
	for (let i = 0; i < places.shown.length; i++) {
		if (!places.shown[i] && !places.lit[i]) continue;
		const away = Math.hypot((places.x[i] ?? 0) - p.x, (places.y[i] ?? 0) - p.y) - (places.radius[i] ?? 0);
		if (away >= nearest) continue;
		nearest = away;
		best = i;
	}
	return best;
}

function findEdge(picture: Picture, places: Places, bends: readonly number[], p: Point): number {
	let best = -1;
	let nearest = NEAR;
	for (let i = 0; i < places.edgeShown.length; i++) {
		const edge = picture.edges[i];
		if (!edge || !places.edgeShown[i] || !places.shown[edge.source] || !places.shown[edge.target]) continue;
		const a = { x: places.x[edge.source] ?? 0, y: places.y[edge.source] ?? 0 };
		const b = { x: places.x[edge.target] ?? 0, y: places.y[edge.target] ?? 0 };
		if (!bends[i] && liesBeside(p, a, b)) continue;
		const away = distanceToLine(p, a, b, bends[i] ?? 0);
		if (away >= nearest) continue;
		nearest = away;
		best = i;
	}
	return best;
}

function liesBeside(p: Point, a: Point, b: Point): boolean {
	return (
		p.x < Math.min(a.x, b.x) - NEAR ||
		p.x > Math.max(a.x, b.x) + NEAR ||
		p.y < Math.min(a.y, b.y) - NEAR ||
		p.y > Math.max(a.y, b.y) + NEAR
	);
}

export function bindPointer(
	sigma: Sigma,
	container: HTMLElement,
	events: StageEvents,
	find: (p: Point) => Target,
	life: AbortSignal,
): void {
	let waiting: Point | null = null;
	let last: Target = null;
	const tell = (target: Target): void => {
		if (isSame(target, last)) return;
		last = target;
		events.over(target);
	};
	const look = (): void => {
		if (!waiting || life.aborted) return;
		const target = find(waiting);
		waiting = null;
		container.classList.toggle("is-over", target !== null);
		tell(target);
	};
	sigma.getMouseCaptor().on("mousemovebody", ({ x, y }) => {
		const inside = x >= 0 && y >= 0 && x <= container.clientWidth && y <= container.clientHeight;
		if (!inside || isDragging(container)) return;
		if (!waiting) requestAnimationFrame(look);
		waiting = { x, y };
	});
	const leave = (): void => {
		waiting = null;
		tell(null);
	};
	container.addEventListener("mouseleave", leave, { signal: life });
	sigma.on("clickStage", ({ event }) => {
		if (!isDragging(container)) events.choose(find(event), isForMore(event.original));
	});
	sigma.on("doubleClickStage", ({ event, preventSigmaDefault }) => {
		const target = find(event);
		if (target && "node" in target) preventSigmaDefault();
	});
}

/** From the first movement until its click is over. */
export function isDragging(container: HTMLElement): boolean {
	return container.classList.contains("is-dragging");
}

function isForMore(event: MouseEvent | TouchEvent): boolean {
	return event.shiftKey || event.ctrlKey || event.metaKey;
}

function isSame(a: Target, b: Target): boolean {
	if (!a || !b) return a === b;
	return "node" in a ? "node" in b && a.node === b.node : "edge" in b && a.edge === b.edge;
}
