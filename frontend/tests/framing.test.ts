// @vitest-environment jsdom
import Graph from "graphology";
import type Sigma from "sigma";
import { describe, expect, it, vi } from "vitest";
import { bringsOutside, frameShown, reframe } from "../src/canvas/framing";
import type { View } from "../src/canvas/picture";

vi.stubGlobal("matchMedia", () => ({ matches: false }));

interface Point {
	readonly x: number;
	readonly y: number;
}
type Side = [number, number];

const SIZE = 100;

/** Ten dots in a row; the frame fills a square canvas when the picture is processed, as with Sigma. */
function openPicture() {
	const graph = new Graph();
	for (let i = 0; i < 10; i++) graph.addNode(String(i), { x: i, y: 0 });
	let box: { x: Side; y: Side } | null = null;
	let frame: { x: Side; y: Side } = { x: [0, 9], y: [0, 0] };
	let state = { x: 0.5, y: 0.5, ratio: 1 };
	const width = (): number => Math.max(frame.x[1] - frame.x[0], frame.y[1] - frame.y[0]) || 1;
	const middle = (side: Side): number => (side[0] + side[1]) / 2;
	const toFramed = (p: Point): Point => ({
		x: 0.5 + (p.x - middle(frame.x)) / width(),
		y: 0.5 + (p.y - middle(frame.y)) / width(),
	});
	const fromFramed = (p: Point): Point => ({
		x: middle(frame.x) + (p.x - 0.5) * width(),
		y: middle(frame.y) + (p.y - 0.5) * width(),
	});
	const toScreen = (p: Point): Point => ({
		x: SIZE * (0.5 + (p.x - state.x) / state.ratio),
		y: SIZE * (0.5 + (p.y - state.y) / state.ratio),
	});
	const fromScreen = (p: Point): Point => ({
		x: state.x + (p.x / SIZE - 0.5) * state.ratio,
		y: state.y + (p.y / SIZE - 0.5) * state.ratio,
	});
	const camera = {
		getState: () => state,
		setState: (next: Partial<typeof state>) => {
			state = { ...state, ...next };
		},
		animatedReset: vi.fn(),
	};
	const sigma = {
		getGraph: () => graph,
		getCamera: () => camera,
		getDimensions: () => ({ width: SIZE, height: SIZE }),
		getCustomBBox: () => box,
		setCustomBBox: (next: typeof box) => {
			box = next;
		},
		viewportToGraph: (p: Point) => fromFramed(fromScreen(p)),
		graphToViewport: (p: Point) => toScreen(toFramed(p)),
		viewportToFramedGraph: fromScreen,
	};
	const refresh = (): void => {
		frame = box ?? { x: [0, 9], y: [0, 0] };
	};
	const at = (place: number): number => toScreen(toFramed({ x: place, y: 0 })).x;
	return { sigma: sigma as unknown as Sigma, camera, refresh, at };
}

const showing = (...places: number[]): View => ({ showsNode: (place: number) => places.includes(place) }) as View;
const ALL = showing(...Array(10).keys());

describe("the frame", () => {
	it("is that of the few that are shown, and of all where most are", () => {
		const { sigma, refresh, at } = openPicture();
		frameShown(sigma, showing(2, 3, 4));
		refresh();
		expect([at(2), at(4)]).toEqual([0, SIZE]);
		frameShown(sigma, ALL);
		refresh();
		expect([at(0), at(9)]).toEqual([0, SIZE]);
	});

	it("is that of where the few stand now, whatever was moved", () => {
		const { sigma } = openPicture();
		sigma.getGraph().mergeNodeAttributes("4", { x: 40 });
		frameShown(sigma, showing(2, 4));
		expect(sigma.getCustomBBox()?.x).toEqual([2, 40]);
	});

	it("is too small only for what is shown from now on", () => {
		const { sigma } = openPicture();
		expect(bringsOutside(sigma, showing(2), ALL)).toBe(false);
		frameShown(sigma, showing(2, 3, 4));
		expect(bringsOutside(sigma, showing(2, 4), showing(2, 3, 4))).toBe(false);
		expect(bringsOutside(sigma, showing(2, 3, 4, 7), showing(2, 7))).toBe(false);
		expect(bringsOutside(sigma, showing(2, 3, 4), showing(2, 7))).toBe(true);
	});

	it("becomes another without a jump: from what was seen the camera goes to all", () => {
		const { sigma, refresh, at, camera } = openPicture();
		frameShown(sigma, showing(2, 3, 4));
		refresh();
		camera.setState({ x: 0.3, ratio: 0.8 });
		const before = [at(2), at(3), at(9)];
		reframe(sigma, ALL, refresh);
		[at(2), at(3), at(9)].forEach((now, i) => {
			expect(now).toBeCloseTo(before[i] ?? 0);
		});
		expect(camera.animatedReset).toHaveBeenCalled();
	});
});
