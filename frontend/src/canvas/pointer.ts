/** What lies under the pointer, found by arithmetic, and what the pointer does there. */
import type Sigma from "sigma";
import type { VideoGraph } from "../graph/read";
import { distanceToLine, type Point } from "./hits";

export type Target = { readonly node: number } | { readonly edge: number } | null;

export interface StageEvents {
	over(target: Target): void;
	choose(target: Target): void;
}

const NEAR = 7;

/** Sigma would draw all dots a second time and read that picture back on each move of the pointer. */
export function pickByArithmetic(sigma: Sigma, find: (p: Point) => string | null): void {
	Object.assign(sigma, { getNodeAtPosition: find });
}

export function findTarget(sigma: Sigma, graph: VideoGraph, bends: readonly number[], p: Point): Target {
	const at = (place: number): (Point & { radius: number }) | null => {
		const data = sigma.getNodeDisplayData(String(place));
		if (!data || data.hidden) return null;
		return { ...sigma.framedGraphToViewport(data), radius: sigma.scaleSize(data.size) };
	};
	const node = nearest(graph.nodes.length, (i) => {
		const spot = at(i);
		return spot ? Math.hypot(spot.x - p.x, spot.y - p.y) - spot.radius : Number.POSITIVE_INFINITY;
	});
	if (node.distance < (matchMedia("(pointer: coarse)").matches ? 12 : 4)) return { node: node.place };
	const edge = nearest(graph.edges.length, (i) => {
		const one = graph.edges[i];
		if (!one || (sigma.getEdgeDisplayData(String(i))?.hidden ?? true)) return Number.POSITIVE_INFINITY;
		const [a, b] = [at(one.source), at(one.target)];
		return a && b ? distanceToLine(p, a, b, bends[i] ?? 0) : Number.POSITIVE_INFINITY;
	});
	return edge.distance < NEAR ? { edge: edge.place } : null;
}

function nearest(count: number, distanceOf: (i: number) => number): { place: number; distance: number } {
	let best = { place: -1, distance: Number.POSITIVE_INFINITY };
	for (let i = 0; i < count; i++) {
		const distance = distanceOf(i);
		if (distance < best.distance) best = { place: i, distance };
	}
	return best;
}

export function bindPointer(
	sigma: Sigma,
	container: HTMLElement,
	events: StageEvents,
	find: (p: Point) => Target,
): void {
	let waiting: Point | null = null;
	let last: Target = null;
	const tell = (target: Target): void => {
		if (isSame(target, last)) return;
		last = target;
		events.over(target);
	};
	const look = (): void => {
		if (!waiting) return;
		const target = find(waiting);
		waiting = null;
		container.classList.toggle("is-over", target !== null);
		tell(target);
	};
	sigma.getMouseCaptor().on("mousemovebody", ({ x, y }) => {
		const inside = x >= 0 && y >= 0 && x <= container.clientWidth && y <= container.clientHeight;
		if (!inside || container.classList.contains("is-dragging")) return;
		if (!waiting) requestAnimationFrame(look);
		waiting = { x, y };
	});
	container.addEventListener("mouseleave", () => {
		waiting = null;
		tell(null);
	});
	sigma.on("clickStage", ({ event }) => events.choose(find(event)));
	sigma.on("clickNode", ({ node }) => events.choose({ node: Number(node) }));
	sigma.on("doubleClickNode", ({ event }) => event.preventSigmaDefault());
}

function isSame(a: Target, b: Target): boolean {
	if (!a || !b) return a === b;
	return "node" in a ? "node" in b && a.node === b.node : "edge" in b && a.edge === b.edge;
}
