/** The graph on its canvas: Sigma draws dots and lines, we write the names and find what the pointer means.
 * Knows nothing of the page around it: it shows a view, and tells what was pointed at or chosen. */

import Graph from "graphology";
import Sigma from "sigma";
import { EdgeRectangleProgram } from "sigma/rendering";
import type { VideoGraph } from "../graph/read";
import { bendParallels } from "../layouts/parallel";
import type { Selection } from "../state/address";
import { EdgeCurveProgram } from "./curve";
import { bindDrag, bindKeys, keepPageScrolling } from "./gestures";
import type { Point } from "./hits";
import { Lettering } from "./lettering";
import { lookOfEdge, lookOfNode, scaleFor, sizeOf, type View } from "./looks";
import { bindPointer, findTarget, pickByArithmetic, type StageEvents, type Target } from "./pointer";
import { ShapeProgram } from "./shapes";

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

const calm = (): number => (matchMedia("(prefers-reduced-motion: reduce)").matches ? 0 : 200);

export function openStage(container: HTMLElement, graph: VideoGraph, first: View, events: StageEvents): Stage {
	let view = first;
	const bends = bendParallels(graph.edges);
	const measureScale = () => scaleFor(graph.nodes.length, container.clientWidth, container.clientHeight);
	let scale = measureScale();
	const sigma = new Sigma(buildGraph(graph, bends, scale, first.selection), container, {
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
		scale = measureScale();
		sigma.scheduleRefresh();
	});
	pickByArithmetic(sigma, (p) => {
		const target = find(p);
		return target && "node" in target ? String(target.node) : null;
	});
	const find = (p: Point): Target => findTarget(sigma, graph, bends, p);
	bindPointer(sigma, container, events, find);
	bindDrag(sigma, container);
	bindKeys(sigma, container, calm);
	keepPageScrolling(container, (p) => find(p) !== null);

	return {
		show(next) {
			if (next.selection !== view.selection) syncEdges(sigma.getGraph(), graph, bends, next.selection);
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

function buildGraph(graph: VideoGraph, bends: readonly number[], scale: number, selection: Selection): Graph {
	const built = new Graph({ multi: true, type: "undirected" });
	graph.nodes.forEach((node, i) => {
		built.addNode(String(i), { x: node.x, y: node.y, size: sizeOf(node, scale), shape: node.type, type: "shape" });
	});
	syncEdges(built, graph, bends, selection);
	return built;
}

/** Less certain lines are many: they are there only while they are wanted, so that they cost nothing otherwise. */
function syncEdges(built: Graph, graph: VideoGraph, bends: readonly number[], selection: Selection): void {
	graph.edges.forEach((edge, i) => {
		const wanted = !edge.weak || selection.weak || edge.id === selection.connection;
		const key = String(i);
		if (wanted === built.hasEdge(key)) return;
		if (!wanted) {
			built.dropEdge(key);
			return;
		}
		const curvature = bends[i] ?? 0;
		const type = curvature ? "curve" : "line";
		built.addEdgeWithKey(key, String(edge.source), String(edge.target), { type, curvature, size: 1 });
	});
}

/** Sigma makes and sizes the canvas, so that it is always as large as its own. */
function openLettering(sigma: Sigma, graph: VideoGraph, bends: readonly number[]): Lettering {
	sigma.createCanvasContext("lettering", { beforeLayer: "mouse" } as never);
	const canvas = sigma.getCanvases().lettering as HTMLCanvasElement;
	canvas.style.pointerEvents = "none";
	sigma.resize(true);
	return new Lettering(canvas.getContext("2d") as CanvasRenderingContext2D, graph, bends);
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
