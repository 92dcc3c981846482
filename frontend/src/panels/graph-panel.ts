/** The graph in its place on the page: chosen, shown and dimmed as the selection says. Without WebGL, or where
 * the canvas does not come, the drawing stays. */
import { readPalette } from "../appearance/colors";
import { THEME_CHANGED } from "../appearance/theme";
import type { View } from "../canvas/picture";
import type { StageEvents, Target } from "../canvas/pointer";
import type { Stage } from "../canvas/stage";
import { hasWebGL } from "../canvas/webgl";
import type { Hover } from "../filters/focus";
import type { VideoGraph } from "../graph/read";
import type { Selection } from "../state/address";
import { Drawn } from "./drawn";
import { bindZoom, describeCanvas, swapStage } from "./stage-box";

export interface GraphPanel {
	show(now: Selection): void;
	preview(hover: Hover | null): void;
	reveal(slug: string): void;
	moveSelected(dx: number, dy: number): void;
}

export interface GraphPanelEvents {
	hover(hover: Hover | null): void;
	choose(target: Hover | null): void;
}

const SILENT: GraphPanel = { show() {}, preview() {}, reveal() {}, moveSelected() {} };

export async function bindGraphPanel(
	graph: VideoGraph,
	first: Selection,
	events: GraphPanelEvents,
): Promise<GraphPanel> {
	const box = document.querySelector<HTMLElement>("[data-stage]");
	const canvas = box?.querySelector<HTMLElement>("[data-canvas]");
	if (!box || !canvas || !hasWebGL()) return SILENT;
	// a network or a newer version may be in between
	const live = await import("../canvas/stage").catch(() => null);
	if (!live) return SILENT;
	const drawn = new Drawn(graph, canvas);
	let selection = first;
	let hover: Hover | null = null;
	let palette = readPalette(box);
	const view = (): View => drawn.view(selection, hover, palette);
	let stage = null as Stage | null;
	/** Again, too, where the browser took the canvas away and gives it back. */
	const open = (): void => {
		const seen = stage?.camera;
		stage?.kill();
		stage = null;
		swapStage(box, true);
		try {
			stage = live.openStage(canvas, graph, view(), stageEvents, seen);
		} catch {
			swapStage(box, false);
		}
	};
	const stageEvents: StageEvents = {
		over: (target) => events.hover(nameTarget(graph, target)),
		choose: (target) => events.choose(nameTarget(graph, target)),
		rest: (ratio) => {
			if (drawn.zoom(ratio)) draw();
		},
		lost: () => swapStage(box, false),
		restored: open,
	};
	const draw = (): void => {
		stage?.show(view());
		sayCrowd(box, drawn.count(selection), selection.all);
	};
	open();
	if (!stage) return SILENT;
	sayCrowd(box, drawn.count(selection), selection.all);
	describeCanvas(
		canvas,
		"shift and arrows move what is selected. Everything in it is also in the list of smart objects.",
	);
	bindZoom(box, () => stage);
	document.addEventListener(THEME_CHANGED, () => {
		palette = readPalette(box);
		draw();
	});
	addEventListener("resize", draw);
	void document.fonts.ready.then(() => stage?.forgetFonts());
	return {
		show(now) {
			selection = now;
			draw();
		},
		preview(next) {
			hover = next;
			stage?.show(view());
		},
		reveal(slug) {
			const place = graph.bySlug.get(slug);
			if (place !== undefined) stage?.reveal(place);
		},
		moveSelected(dx, dy) {
			const place = graph.bySlug.get(selection.entity ?? "");
			if (place !== undefined) stage?.move(place, dx, dy);
		},
	};
}

/** Where not all have room, it is said how many are drawn, and how to see the rest. */
function sayCrowd(box: HTMLElement, { drawn, wanted }: { drawn: number; wanted: number }, all: boolean): void {
	const note = box.querySelector<HTMLElement>("[data-crowd]");
	const link = note?.querySelector<HTMLElement>("a");
	const words = note?.querySelector("span");
	const say = (count: number): string => count.toLocaleString("en");
	if (!note || !link || !words) return;
	note.hidden = drawn >= wanted && !all;
	words.textContent = all
		? `All ${say(wanted)} are drawn.`
		: `The ${say(drawn)} most telling of ${say(wanted)} are drawn.`;
	link.dataset.all = all ? "0" : "1";
	link.textContent = all ? "Draw the most telling" : "Draw all";
}

function nameTarget(graph: VideoGraph, target: Target): Hover | null {
	if (!target) return null;
	if ("node" in target) return { kind: "entity", slug: graph.nodes[target.node]?.slug ?? "" };
	return { kind: "connection", id: graph.edges[target.edge]?.id ?? "" };
}
