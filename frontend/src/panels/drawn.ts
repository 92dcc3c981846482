/** What of a video is drawn at the moment: what the filters leave, of that the most telling as far as there is room, and
 * what of it is lit. */
import type { Palette } from "../appearance/colors";
import { pageSize } from "../canvas/looks";
import type { View } from "../canvas/picture";
import { findLit, type Hover } from "../filters/focus";
import { chooseForemost, countRoom, rankNodes } from "../filters/foremost";
import { filtersKey, scopeKey, showsEdge, showsNode } from "../filters/scope";
import type { VideoGraph } from "../graph/read";
import type { Selection } from "../state/address";

/** Room is counted in steps, so that not every turn of the wheel draws anew. */
const STEP = 1.5;

export class Drawn {
	private readonly ranks: readonly number[];
	private steps = 0;
	private kept: { key: string; places: ReadonlySet<number>; wanted: number } | null = null;

	constructor(
		private readonly graph: VideoGraph,
		private readonly canvas: HTMLElement,
	) {
		this.ranks = rankNodes(graph);
	}

	/** Nearer by, more have room. Says whether that changes anything. */
	zoom(ratio: number): boolean {
		const steps = Math.max(0, Math.floor(Math.log(1 / ratio) / Math.log(STEP) + 0.01));
		const changes = steps !== this.steps;
		this.steps = steps;
		return changes;
	}

	view(selection: Selection, hover: Hover | null, palette: Palette): View {
		const { key, places } = this.choose(selection);
		const ends = (edge: number): boolean => {
			const one = this.graph.edges[edge];
			return one !== undefined && places.has(one.source) && places.has(one.target);
		};
		return {
			scope: key,
			filters: filtersKey(selection),
			showsNode: (place) => places.has(place),
			showsEdge: (place) => ends(place) && showsEdge(this.graph, selection, place),
			lightsNode: (place) => this.isWanted(selection, place),
			palette,
			lit: findLit(this.graph, selection, hover),
		};
	}

	/** How many are drawn, and how many there would be if all had room. */
	count(selection: Selection): { drawn: number; wanted: number } {
		const { places, wanted } = this.choose(selection);
		return { drawn: Math.min(places.size, wanted), wanted };
	}

	private choose(selection: Selection): { key: string; places: ReadonlySet<number>; wanted: number } {
		const { clientWidth: width, clientHeight: height } = this.canvas;
		const room = selection.all ? Number.POSITIVE_INFINITY : countRoom(width, height, pageSize(), STEP ** -this.steps);
		const key = `${scopeKey(selection)} ${room}`;
		if (this.kept?.key === key) return this.kept;
		const wanted = this.graph.nodes.flatMap((_, place) => (this.isWanted(selection, place) ? [place] : []));
		const places = chooseForemost(wanted, this.ranks, room);
		for (const place of this.chosen(selection)) places.add(place);
		this.kept = { key, places, wanted: wanted.length };
		return this.kept;
	}

	private isWanted(selection: Selection, place: number): boolean {
		const node = this.graph.nodes[place];
		return node !== undefined && (node.slug === selection.entity || showsNode(selection, node));
	}

	/** What is selected is never left out. */
	private chosen(selection: Selection): number[] {
		const edge = this.graph.edges[this.graph.byId.get(selection.connection ?? "") ?? -1];
		const node = this.graph.bySlug.get(selection.entity ?? "");
		return [...(edge ? [edge.source, edge.target] : []), ...(node === undefined ? [] : [node])];
	}
}
