/** The graph on its canvas: Sigma draws dots and lines, we write the names and find what the pointer means.
 * Knows nothing of the page around it: it shows a view, and tells what was pointed at or chosen. */

import Graph from "graphology";
import Sigma from "sigma";
import { EdgeRectangleProgram } from "sigma/rendering";
import type { VideoGraph } from "../graph/read";
import { bendParallels } from "../layouts/parallel";
import { EdgeCurveProgram } from "./curve";
import { bindDrag, bindKeys, keepPageScrolling } from "./gestures";
import { distanceToLine, type Point } from "./hits";
import { Lettering } from "./lettering";
import { lookOfEdge, lookOfNode, scaleFor, sizeOf, type View } from "./looks";
import { ShapeProgram } from "./shapes";

export type Target = { readonly node: number } | { readonly edge: number } | null;

export interface StageEvents {
	over(target: Target): void;
	choose(target: Target): void;
}

export interface Stage {
	show(view: View): void;
	zoom(factor: number): void;
	reset(): void;
	/** Bring a node into sight if it isn't. */
	reveal(node: number): void;
	/** In parts of the picture's width. */
	move(node: number, dx: number, dy: number): void;
	forgetFonts(): void;
	kill(): void;
}

const NEAR = 7;
const calm = (): number => (matchMedia("(prefers-reduced-motion: reduce)").matches ? 0 : 200);

export function openStage(container: HTMLElement, graph: VideoGraph, first: View, events: StageEvents): Stage {
	let view = first;
	const bends = bendParallels(graph.edges);
	const fit = () => scaleFor(graph.nodes.length, container.clientWidth, container.clientHeight);
	let scale = fit();
	const sigma = new Sigma(buildGraph(graph, bends, scale), container, {
		allowInvalidContainer: true,
		renderLabels: false,
		enableEdgeEvents: false,
		zIndex: true,
		minEdgeThickness: 1.3,
		stagePadding: Math.min(56, container.clientWidth * 0.1),
		minCameraRatio: 0.06,
		maxCameraRatio: 1.6,
		nodeProgramClasses: { shape: ShapeProgram },
		edgeProgramClasses: { line: EdgeRectangleProgram, curve: EdgeCurveProgram },
		defaultNodeType: "shape",
		defaultDrawNodeHover: () => {},
		nodeReducer: (key, data) => ({ ...data, ...lookOfNode(graph, Number(key), view, scale) }),
		edgeReducer: (key, data) => ({ ...data, ...lookOfEdge(graph, Number(key), view) }),
	});
	const letters = openLettering(sigma, graph, bends);

	const locate = (place: number) => {
		const data = sigma.getNodeDisplayData(String(place));
		if (!data || data.hidden) return null;
		const { x, y } = sigma.framedGraphToViewport(data);
		return { x, y, radius: sigma.scaleSize(data.size) * 1.15 };
	};
	sigma.on("afterRender", () => {
		const { width, height } = sigma.getDimensions();
		letters.draw(view, locate, width, height);
	});
	sigma.on("resize", () => {
		scale = fit();
		sigma.scheduleRefresh();
	});
	const find = (p: Point): Target => findTarget(sigma, graph, bends, p);
	bindPointer(sigma, container, events, find);
	bindDrag(sigma, container);
	bindKeys(sigma, container, calm);
	keepPageScrolling(container, (p) => find(p) !== null);

	return {
		show(next) {
			view = next;
			sigma.refresh({ skipIndexation: true });
		},
		zoom(factor) {
			void sigma.getCamera().animatedZoom({ duration: calm(), factor });
		},
		reset() {
			sigma.setCustomBBox(null);
			void sigma.getCamera().animatedReset({ duration: calm() });
		},
		reveal(node) {
			revealNode(sigma, String(node));
		},
		move(node, dx, dy) {
			moveNode(sigma, String(node), dx, dy);
		},
		forgetFonts() {
			letters.forgetWidths();
			sigma.scheduleRender();
		},
		kill: () => sigma.kill(),
	};
}

function buildGraph(graph: VideoGraph, bends: readonly number[], scale: number): Graph {
	const built = new Graph({ multi: true, type: "undirected" });
	graph.nodes.forEach((node, i) => {
		built.addNode(String(i), {
			x: node.x,
			y: node.y,
			size: sizeOf(node, scale),
			shape: node.type,
			type: "shape",
		});
	});
	graph.edges.forEach((edge, i) => {
		const curvature = bends[i] ?? 0;
		const ends = [String(edge.source), String(edge.target)] as const;
		built.addEdgeWithKey(String(i), ...ends, { type: curvature ? "curve" : "line", curvature, size: 1 });
	});
	return built;
}

/** Sigma makes and sizes the canvas, so that it is always as large as its own. */
function openLettering(sigma: Sigma, graph: VideoGraph, bends: readonly number[]): Lettering {
	sigma.createCanvasContext("lettering", { beforeLayer: "mouse" } as never);
	const canvas = sigma.getCanvases().lettering as HTMLCanvasElement;
	canvas.style.pointerEvents = "none";
	sigma.resize(true);
	return new Lettering(canvas.getContext("2d") as CanvasRenderingContext2D, graph, bends);
}

function findTarget(sigma: Sigma, graph: VideoGraph, bends: readonly number[], p: Point): Target {
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
		if (!one || sigma.getEdgeDisplayData(String(i))?.hidden) return Number.POSITIVE_INFINITY;
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

function bindPointer(sigma: Sigma, container: HTMLElement, events: StageEvents, find: (p: Point) => Target): void {
	let waiting: Point | null = null;
	const look = (): void => {
		if (!waiting) return;
		const target = find(waiting);
		waiting = null;
		container.classList.toggle("is-over", target !== null);
		events.over(target);
	};
	sigma.getMouseCaptor().on("mousemovebody", ({ x, y }) => {
		const inside = x >= 0 && y >= 0 && x <= container.clientWidth && y <= container.clientHeight;
		if (!inside || container.classList.contains("is-dragging")) return;
		if (!waiting) requestAnimationFrame(look);
		waiting = { x, y };
	});
	container.addEventListener("mouseleave", () => {
		waiting = null;
		events.over(null);
	});
	sigma.on("clickStage", ({ event }) => events.choose(find(event)));
	sigma.on("clickNode", ({ node }) => events.choose({ node: Number(node) }));
	sigma.on("doubleClickNode", ({ event }) => event.preventSigmaDefault());
}

function revealNode(sigma: Sigma, node: string): void {
	const data = sigma.getNodeDisplayData(node);
	if (!data) return;
	const { x, y } = sigma.framedGraphToViewport(data);
	const { width, height } = sigma.getDimensions();
	if (x > 20 && y > 20 && x < width - 20 && y < height - 20) return;
	void sigma.getCamera().animate({ x: data.x, y: data.y }, { duration: calm() });
}

function moveNode(sigma: Sigma, node: string, dx: number, dy: number): void {
	if (!sigma.getCustomBBox()) sigma.setCustomBBox(sigma.getBBox());
	const graph = sigma.getGraph();
	graph.updateNodeAttribute(node, "x", (x: number) => x + dx);
	graph.updateNodeAttribute(node, "y", (y: number) => y + dy);
}
