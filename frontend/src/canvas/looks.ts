/** How nodes and lines look in one state of the page. Called for each of them on each change: no allocation to spare. */
import { hex, mix, type Palette } from "../appearance/colors";
import type { Lit } from "../filters/focus";
import { showsEdge, showsNode } from "../filters/scope";
import type { GraphNode, VideoGraph } from "../graph/read";
import type { Selection } from "../state/address";

export interface View {
	readonly selection: Selection;
	readonly lit: Lit | null;
	readonly palette: Palette;
}

const FAINT = 0.84;
/** Among more lines than these, dimmed ones are left out: they would be a fog, and slow. */
const MANY = 400;

let page = 0;

/** The page's own size of letters in pixels: it grows with the screen, and the picture with it. */
export function pageSize(): number {
	page ||= Number.parseFloat(getComputedStyle(document.documentElement).fontSize) || 16;
	return page;
}

addEventListener("resize", () => {
	page = 0;
});

/** The room that each of so many has on a canvas, as a factor of size: in a crowd, or on a phone, each is smaller. */
export function scaleFor(count: number, width: number, height: number): number {
	const room = Math.sqrt((Math.max(1, width) * Math.max(1, height)) / Math.max(1, count));
	return Math.max(0.35, Math.min(1, room / (4.4 * pageSize()))) * (pageSize() / 17);
}

export function sizeOf(node: GraphNode, scale: number): number {
	return (4.5 + 10.5 * Math.sqrt(Math.max(0, Math.min(1, node.salience)))) * scale;
}

export function lookOfNode(graph: VideoGraph, place: number, view: View, scale: number): Record<string, unknown> {
	const node = graph.nodes[place] as GraphNode;
	const dimmed = view.lit !== null && !view.lit.nodes.has(place);
	const chosen = node.slug === view.selection.entity || view.lit?.centre === place;
	if (!chosen && !showsNode(view.selection, node)) return { hidden: true };
	const color = view.palette.types[node.type] ?? view.palette.ink;
	return {
		hidden: false,
		color: hex(dimmed ? mix(color, view.palette.paper, FAINT) : color),
		size: sizeOf(node, scale) * (chosen ? 1.25 : 1),
		zIndex: dimmed ? 0 : chosen ? 3 : 2,
	};
}

export function lookOfEdge(graph: VideoGraph, place: number, view: View): Record<string, unknown> {
	const edge = graph.edges[place];
	if (!edge || !showsEdge(graph, view.selection, place)) return { hidden: true };
	const on = view.lit?.edges.has(place) ?? false;
	const dimmed = view.lit !== null && !on;
	if (dimmed && graph.edges.length > MANY) return { hidden: true };
	const calm = edge.polarity === "asserted" ? view.palette.line : view.palette.accent;
	const base = mix(calm, view.palette.paper, edge.weak ? 0.5 : 0);
	const thick = (graph.edges.length > MANY ? 1 : 1.7) + Math.min(2.4, Math.log2(Math.max(1, edge.weight)) * 0.7);
	return {
		hidden: false,
		color: hex(on ? view.palette.ink : dimmed ? mix(calm, view.palette.paper, 0.86) : base),
		size: on ? thick + 0.6 : thick,
		zIndex: on ? 2 : dimmed ? 0 : 1,
	};
}
