/** The graph on its canvas: Sigma draws all dots and lines once, what is lit is drawn above, and what the pointer means
 * is computed. Knows nothing of the page around it: it shows a view, and tells what was pointed at or chosen. */

import Graph from "graphology";
import Sigma from "sigma";
import { EdgeRectangleProgram } from "sigma/rendering";
import type { CameraState } from "sigma/types";
import { animateNodes } from "sigma/utils";
import { hex } from "../appearance/colors";
import { isCalm } from "../appearance/motion";
import { bendParallels } from "../layouts/parallel";
import { EdgeCurveProgram } from "./curve";
import { bringsOutside, frameShown, keepFrame, reframe } from "./framing";
import { bindDrag, bindKeys, keepPageScrolling } from "./gestures";
import { bindGliding } from "./gliding";
import type { Point } from "./hits";
import type { Box } from "./labels";
import { openLayers } from "./layers";
import { Lettering } from "./lettering";
import { colorOf, isMany, lineColor, scaleFor, sizeOf, thicknessOf } from "./looks";
import { motionSettings, motionTime } from "./motion";
import type { Picture, Region, View } from "./picture";
import { Places } from "./places";
import { bindPointer, findTarget, pickByArithmetic, type StageEvents, type Target } from "./pointer";
import { writeRegions } from "./regions";
import { ShapeProgram } from "./shapes";
import { Spotlight } from "./spotlight";
import { watchLoss, watchMovement, watchSize } from "./watching";

export interface Stage {
	show(view: View): void;
	zoom(factor: number): void;
	reset(): void;
	/** Bring a node into sight if it isn't. */
	reveal(node: number): void;
	/** In parts of the picture's width. */
	move(node: number, dx: number, dy: number): void;
	forgetFonts(): void;
	/** Lets every node go to another place; `regions` name the parts of the picture from then on. `frame`: what part
	 * of the plane fills the canvas stays. */
	arrange(spots: readonly Spot[], regions: readonly Region[], frame: boolean): void;
	/** Which nodes stand in a part of the screen, in CSS pixels from the canvas's corner. */
	within(box: Box): number[];
	/** What part of the picture is seen, to be given to another stage in this one's place. */
	readonly camera: CameraState;
	kill(): void;
}

interface Spot {
	readonly x: number;
	readonly y: number;
}

const MARGIN = 3;
/** A picture of so many lines is not drawn anew while it moves: it would not follow the hand. */
const DEAR = 1500;

export function openStage(
	container: HTMLElement,
	picture: Picture,
	first: View,
	events: StageEvents,
	seen?: CameraState,
): Stage {
	let view = first;
	let regions = picture.regions ?? [];
	const bends = bendParallels(picture.edges);
	const places = new Places(picture.nodes.length, picture.edges.length);
	const lettering = new Lettering(picture, bends, places);
	const spotlight = new Spotlight(picture, bends, places);
	const count = () => picture.nodes.filter((_, place) => view.showsNode(place)).length;
	const measureScale = () => scaleFor(count(), container.clientWidth, container.clientHeight);
	let scale = measureScale();
	const sigma = new Sigma(buildGraph(picture), container, {
		allowInvalidContainer: true,
		renderLabels: false,
		enableEdgeEvents: false,
		minEdgeThickness: 1.3,
		stagePadding: Math.min(56, container.clientWidth * 0.1),
		minCameraRatio: 0.06,
		maxCameraRatio: 1.6,
		...motionSettings(),
		nodeProgramClasses: { shape: ShapeProgram },
		edgeProgramClasses: { line: EdgeRectangleProgram, curve: EdgeCurveProgram },
		defaultNodeType: "shape",
		nodeReducer: (key, data) => {
			const [place, node] = [Number(key), picture.nodes[Number(key)]];
			if (!node) return { ...data, hidden: true };
			return { ...data, hidden: !view.showsNode(place), color: hex(colorOf(node, view)), size: sizeOf(node, scale) };
		},
		edgeReducer: (key, data) => {
			const edge = picture.edges[Number(key)];
			return edge
				? { ...data, color: lineColor(edge, view), size: thicknessOf(edge, places.lines) }
				: { ...data, hidden: true };
		},
	});
	const layers = openLayers(sigma, container);
	const gliding = picture.edges.length > DEAR ? bindGliding(sigma) : null;
	const find = (p: Point): Target => findTarget(picture, places, bends, gliding?.find(p) ?? p);

	const light = (): void => {
		layers.dim(view.lit !== null, isMany(places.lines));
		layers.clear(layers.lit);
		spotlight.draw(layers.lit, view, sigma.scaleSize(1));
		lettering.drawLit(layers.lit, view, frameOf(sigma));
	};
	const letter = (moves: boolean): void => {
		layers.clear(layers.names);
		const titles = writeRegions(layers.names, sigma, regions, view.palette);
		lettering.drawAll(layers.names, view, frameOf(sigma), moves, titles);
	};
	const isMoving = watchMovement(sigma, () => {
		if (!gliding?.land()) letter(false);
		events.rest?.(sigma.getCamera().getState().ratio);
	});
	const stand = (): void => {
		scale = measureScale();
		syncEdges(sigma.getGraph(), picture, bends, view);
		places.note(view);
		sigma.refresh();
	};
	const reset = (): void => {
		events.rest?.(1); // only what has room there is to fill the frame
		reframe(sigma, view, stand);
	};
	const life = new AbortController();
	sigma.on("kill", () => life.abort());
	pickByArithmetic(sigma);
	sigma.on("afterRender", () => {
		places.measure(sigma);
		letter(isMoving());
		light();
	});
	sigma.on("resize", () => {
		scale = measureScale();
		sigma.scheduleRefresh();
	});
	bindPointer(sigma, container, events, find, life.signal);
	bindDrag(sigma, container, find, events, life.signal);
	bindKeys(sigma, container, reset, life.signal);
	keepPageScrolling(container, (p) => find(p) !== null, life.signal);
	watchSize(sigma, container, life.signal);
	watchLoss(sigma, events, life.signal);
	if (seen) sigma.getCamera().setState(seen);
	frameShown(sigma, view);
	stand();

	return {
		arrange(spots, named, frame) {
			regions = named;
			const targets = Object.fromEntries(spots.map(({ x, y }, place) => [String(place), { x, y }]));
			if (!frame) sigma.setCustomBBox(null);
			if (!isCalm()) animateNodes(sigma.getGraph(), targets, { duration: motionTime() });
			else sigma.getGraph().updateEachNodeAttributes((key, data) => ({ ...data, ...targets[key] }));
		},
		within: (box) => places.within(box),
		get camera() {
			return sigma.getCamera().getState();
		},
		show(next) {
			const before = view;
			view = next;
			if (next.scope === before.scope && next.palette === before.palette) light();
			else if (next.filters !== before.filters && bringsOutside(sigma, before, next)) reset();
			else stand();
		},
		zoom(factor) {
			void sigma.getCamera().animatedZoom({ duration: motionTime(), factor });
		},
		reset,
		reveal(node) {
			revealNode(sigma, String(node));
		},
		move(node, dx, dy) {
			moveNode(sigma, String(node), dx, dy);
		},
		forgetFonts() {
			lettering.forgetFonts();
			sigma.scheduleRender();
		},
		kill: () => sigma.kill(),
	};
}

/** The most telling last, so that they lie on top. */
function buildGraph(picture: Picture): Graph {
	const built = new Graph({ multi: true, type: "undirected" });
	picture.nodes.forEach((_, back) => {
		const place = picture.nodes.length - 1 - back;
		const node = picture.nodes[place];
		if (node) built.addNode(String(place), { x: node.x, y: node.y, size: 1, shape: node.type, type: "shape" });
	});
	return built;
}

/** Lines that are not shown are not there: they cost nothing. */
function syncEdges(built: Graph, picture: Picture, bends: readonly number[], view: View): void {
	picture.edges.forEach((edge, place) => {
		const wanted = view.showsEdge(place);
		const key = String(place);
		if (wanted === built.hasEdge(key)) return;
		if (!wanted) {
			built.dropEdge(key);
			return;
		}
		const curvature = bends[place] ?? 0;
		const type = curvature ? "curve" : "line";
		built.addEdgeWithKey(key, String(edge.source), String(edge.target), { type, curvature, size: 1 });
	});
}

function frameOf(sigma: Sigma): Box {
	const { width, height } = sigma.getDimensions();
	return { left: MARGIN, top: MARGIN, right: width - MARGIN, bottom: height - MARGIN };
}

function revealNode(sigma: Sigma, node: string): void {
	const data = sigma.getNodeDisplayData(node);
	if (!data) return;
	const { x, y } = sigma.framedGraphToViewport(data, { cameraState: sigma.getCamera().getState() });
	const { width, height } = sigma.getDimensions();
	if (x > 20 && y > 20 && x < width - 20 && y < height - 20) return;
	void sigma.getCamera().animate({ x: data.x, y: data.y }, { duration: motionTime() });
}

function moveNode(sigma: Sigma, node: string, dx: number, dy: number): void {
	keepFrame(sigma);
	const { x, y } = sigma.getGraph().getNodeAttributes(node);
	sigma.getGraph().mergeNodeAttributes(node, { x: x + dx, y: y + dy });
}
