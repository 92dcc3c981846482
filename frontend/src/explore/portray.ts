/** The graph and the state as a picture: sizes, colours, what is lit, what the parts are called. Pure. */
import type { Palette } from "../appearance/colors";
import type { Lit, Picture, PictureEdge, PictureNode, Region, View } from "../canvas/picture";
import { type Layout, placeByDay, placeByKind, type Spot, scaleToFit } from "../layouts/areas";
import type { Explored } from "./address";
import type { ExploredGraph } from "./rows";
import type { Shown } from "./showing";

export type Pointed = { readonly node: number } | { readonly edge: number } | null;

const CERTAIN = 0.5;
/** Communities with a colour and a name of their own. */
const COLOURED = 7;
/** Of fewer nodes no community is named on the picture. */
const LARGE = 6;
const STRONG = 6;
/** How far lines step back, 0..1. */
const CALM = 0.6;
const CROWDED = 0.3;
const BETWEEN = 0.3;
const PALEST = 0.75;
const CROWD = 200;
/** So few nodes are placed as one (`analysis/regions.py`): their communities are no parts of the picture. */
const AS_ONE = 60;
const ABOVE = 0.07;

export function makePicture(graph: ExploredGraph, now: Explored, { spots, regions }: Layout): Picture {
	const most = Math.max(1, ...graph.nodes.map((node) => node.edges.length));
	const byDegree = now.looks.by === "degree";
	const nodes = graph.nodes.map((node, place): PictureNode => {
		const { x, y } = spots[place] ?? node;
		const tint = now.looks.colour === "group" ? { tint: node.group < COLOURED ? node.group : -1 } : {};
		const salience = byDegree ? node.edges.length / most : node.rank;
		return { name: node.name, type: node.type, salience, x, y, edges: node.edges, ...tint };
	});
	return { nodes, edges: drawLines(graph, now), regions };
}

/** Thickness says how strong a line is among these; in a crowd, and where places say something else, lines step back. */
function drawLines(graph: ExploredGraph, now: Explored): PictureEdge[] {
	const strongest = Math.max(STRONG, ...graph.edges.map((edge) => edge.weight));
	const calm =
		now.looks.layout === "type" || now.looks.layout === "time" ? CALM : graph.edges.length > CROWD ? CROWDED : 0;
	const groupOf = (place: number): number => graph.nodes[place]?.group ?? -1;
	return graph.edges.map((edge): PictureEdge => {
		const between = groupOf(edge.source) !== groupOf(edge.target);
		return {
			...edge,
			weight: 1 + (STRONG * edge.weight) / strongest,
			weak: edge.confidence < CERTAIN,
			fade: Math.min(PALEST, calm + (between ? BETWEEN : 0)),
		};
	});
}

/** What the layout says; a pinned node stands where it was pinned. */
export function placePins(graph: ExploredGraph, now: Explored, layout: Layout): Layout {
	const spots: Spot[] = [...layout.spots];
	for (const { slug, x, y } of now.pins) {
		const place = graph.bySlug.get(slug);
		if (place !== undefined) spots[place] = { x, y };
	}
	return { ...layout, spots };
}

/** The layouts that need no forces. `kinds`: types with their names in words. */
export function layOut(graph: ExploredGraph, now: Explored, kinds: readonly (readonly [string, string])[]): Layout {
	const ranks = graph.nodes.map((node) => node.rank);
	switch (now.looks.layout) {
		case "type":
			return placeByKind(
				graph.nodes.map((node) => node.type),
				ranks,
				kinds,
			);
		case "time":
			return placeByDay(
				graph.nodes.map((node) => node.day),
				ranks,
			);
		default:
			return { spots: graph.nodes, regions: nameCommunities(graph, graph.nodes) };
	}
}

/** Spots that forces found, as large as the other layouts. */
export function nameForces(graph: ExploredGraph, spots: readonly Spot[]): Layout {
	const found = scaleToFit({ spots, regions: [] });
	return { ...found, regions: nameCommunities(graph, found.spots) };
}

function nameCommunities(graph: ExploredGraph, spots: readonly Spot[]): Region[] {
	if (graph.groups.length < 2 || graph.nodes.length <= AS_ONE) return [];
	return graph.groups.slice(0, COLOURED).flatMap(([name], group): Region[] => {
		const members = spots.filter((_, place) => graph.nodes[place]?.group === group);
		if (members.length < LARGE) return [];
		const x = members.reduce((sum, spot) => sum + spot.x, 0) / members.length;
		return [{ name: name.split(" · ")[0] ?? "", x, y: Math.max(...members.map((spot) => spot.y)) + ABOVE }];
	});
}

export function makeView(graph: ExploredGraph, now: Explored, shown: Shown, pointed: Pointed, palette: Palette): View {
	const places = (slugs: readonly string[]) => slugs.flatMap((slug) => graph.bySlug.get(slug) ?? []);
	const scope = `${now.hidden.join(",")}|${now.closed.join(",")}`;
	return {
		scope,
		filters: scope,
		showsNode: (place) => shown.nodes.has(place),
		showsEdge: (place) => showsEdge(graph, shown, place),
		lit: findLit(graph, now, shown, pointed),
		palette,
		marked: new Set(places(now.chosen)),
		pinned: new Set(places(now.pins.map((pin) => pin.slug))),
	};
}

function showsEdge(graph: ExploredGraph, shown: Shown, place: number): boolean {
	const edge = graph.edges[place];
	return edge !== undefined && shown.nodes.has(edge.source) && shown.nodes.has(edge.target);
}

/** What the pointer is on comes before what is chosen. null: nothing is dimmed. */
export function findLit(graph: ExploredGraph, now: Explored, shown: Shown, pointed: Pointed): Lit | null {
	if (pointed && "node" in pointed) return litNodes(graph, shown, [pointed.node]);
	const edge = pointed ? pointed.edge : graph.byId.get(now.connection ?? "");
	if (edge !== undefined) {
		const { source, target } = graph.edges[edge] ?? { source: -1, target: -1 };
		return { nodes: new Set([source, target]), edges: new Set([edge]), centre: null };
	}
	const chosen = now.chosen.flatMap((slug) => graph.bySlug.get(slug) ?? []).filter((place) => shown.nodes.has(place));
	return chosen.length ? litNodes(graph, shown, chosen) : null;
}

/** Each with its neighbours; several only with what joins them, where anything does. */
function litNodes(graph: ExploredGraph, shown: Shown, places: readonly number[]): Lit {
	const edges = new Set(
		places.flatMap((place) => graph.nodes[place]?.edges ?? []).filter((at) => showsEdge(graph, shown, at)),
	);
	const nodes = new Set(places);
	for (const at of edges) {
		nodes.add(graph.edges[at]?.source ?? -1);
		nodes.add(graph.edges[at]?.target ?? -1);
	}
	return { nodes, edges, centre: places.length === 1 ? (places[0] ?? null) : null };
}
