/** What is lit while the rest is dimmed: by what the pointer previews, else by what is selected. Pure. */
import type { Lit } from "../canvas/picture";
import type { VideoGraph } from "../graph/read";
import type { Selection } from "../state/address";
import { segmentsInScope, showsEdge, touches } from "./scope";
import { keepTold, litUntil } from "./told";

export type Hover =
	| { readonly kind: "entity"; readonly slug: string }
	| { readonly kind: "connection"; readonly id: string }
	| { readonly kind: "topic"; readonly slug: string }
	| { readonly kind: "chapter"; readonly number: number };

/** null: nothing is dimmed. */
export function findLit(graph: VideoGraph, selection: Selection, hover: Hover | null): Lit | null {
	const lit = findChosen(graph, selection, hover);
	if (selection.until === null) return lit;
	const told = litUntil(graph, selection, selection.until);
	return lit ? keepTold(lit, told) : told;
}

function findChosen(graph: VideoGraph, selection: Selection, hover: Hover | null): Lit | null {
	if (hover) return litBy(graph, selection, hover);
	if (selection.connection) {
		const lit = litBy(graph, selection, { kind: "connection", id: selection.connection });
		if (lit) return lit;
	}
	if (selection.entity) {
		const lit = litBy(graph, selection, { kind: "entity", slug: selection.entity });
		if (lit) return lit;
	}
	return litScope(graph, selection, segmentsInScope(graph, selection.topic, selection.chapter));
}

function litBy(graph: VideoGraph, selection: Selection, by: Hover): Lit | null {
	switch (by.kind) {
		case "entity":
			return litNode(graph, selection, graph.bySlug.get(by.slug));
		case "connection":
			return litEdge(graph, graph.byId.get(by.id));
		case "topic":
			return litScope(graph, selection, segmentsInScope(graph, by.slug, selection.chapter));
		case "chapter":
			return litScope(graph, selection, segmentsInScope(graph, selection.topic, by.number));
	}
}

function litNode(graph: VideoGraph, selection: Selection, place: number | undefined): Lit | null {
	const node = place === undefined ? undefined : graph.nodes[place];
	if (place === undefined || !node) return null;
	const edges = node.edges.filter((edge) => showsEdge(graph, selection, edge));
	const ends = edges.flatMap((edge) => endsOf(graph, edge));
	return { nodes: new Set([place, ...ends]), edges: new Set(edges), centre: place };
}

function litEdge(graph: VideoGraph, place: number | undefined): Lit | null {
	if (place === undefined) return null;
	return { nodes: new Set(endsOf(graph, place)), edges: new Set([place]), centre: null };
}

function litScope(graph: VideoGraph, selection: Selection, scope: Set<number> | null): Lit | null {
	if (!scope) return null;
	const places = (list: readonly { segments: readonly number[] }[]) =>
		list.flatMap((item, i) => (touches(item.segments, scope) ? [i] : []));
	const edges = places(graph.edges).filter((edge) => showsEdge(graph, selection, edge));
	return { nodes: new Set(places(graph.nodes)), edges: new Set(edges), centre: null };
}

function endsOf(graph: VideoGraph, place: number): number[] {
	const edge = graph.edges[place];
	return edge ? [edge.source, edge.target] : [];
}
