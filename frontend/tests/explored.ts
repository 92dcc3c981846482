/** A small graph as the exploring page has it: hub – leaf, hub – other – far. Names are hostile where names may be. */
import type { Palette } from "../src/appearance/colors";
import { TYPES } from "../src/appearance/colors";
import { type Rows, readRows } from "../src/explore/rows";

export * as acts from "../src/explore/acts";

export const ROWS: Rows = {
	title: "The whole library",
	nodes: [
		["hub", "Hub", "Organization", 9, 20, 1, 0, 0, 0, "2024-01-01"],
		["leaf", "Leaf", "Person", 2, 1, 0.2, 0, 0.5, 0.5, ""],
		["other", "<script>alert(1)</script>", "Product", 3, 2, 0.5, 1, -0.5, 0.2, "2025-02-03"],
		["far", 'O\'Brien & "Co"', "Event", 1, 1, 0.1, 1, -1, -0.4, "2026-02-03"],
	],
	edges: [
		["r1", 0, 1, 0, "asserted", 3, 0.9, 0],
		["r2", 0, 2, 0, "denied", 1, 0.4, 1],
		["r3", 2, 3, 1, "asserted", 1, 0.7, 0],
	],
	predicates: [
		["makes", "makes"],
		["uses", "uses"],
	],
	groups: [
		["Hub · Leaf", 2],
		["Other", 2],
	],
	seeds: [],
	edge_count: 5,
	truncated: false,
	videos: null,
	videos_cut: false,
};

export const GRAPH = readRows(ROWS);

export const palette: Palette = {
	paper: [255, 255, 255],
	ink: [0, 0, 0],
	inkSoft: [80, 80, 80],
	hair: [220, 220, 220],
	line: [150, 150, 150],
	accent: [200, 30, 30],
	types: Object.fromEntries(TYPES.map((type, i) => [type, [i * 20, 60, 90] as const])),
};
