import { describe, expect, test } from "vitest";
import { distanceToLine } from "../src/canvas/hits";
import { type Box, meets, placeLabels, type Spot } from "../src/canvas/labels";
import { bendParallels } from "../src/layouts/parallel";

const FRAME: Box = { left: 0, top: 0, right: 800, bottom: 500 };

function scatter(count: number, seed: number): Spot[] {
	let state = seed;
	const next = () => {
		state = (state * 1103515245 + 12345) % 2147483648;
		return state / 2147483648;
	};
	return Array.from({ length: count }, () => ({
		x: next() * 800,
		y: next() * 500,
		radius: 3 + next() * 9,
		width: 20 + next() * 120,
	}));
}

describe("labels", () => {
	test.each([3, 40, 300, 1000])("never lie on each other nor outside, with %i dots", (count) => {
		const boxes = placeLabels(scatter(count, count), FRAME, 17, 500).filter((box) => box !== null);
		expect(boxes.length).toBeGreaterThan(0);
		boxes.forEach((box, i) => {
			expect(box.left >= 0 && box.top >= 0 && box.right <= 800 && box.bottom <= 500).toBe(true);
			for (const other of boxes.slice(i + 1)) expect(meets(box, other)).toBe(false);
		});
	});

	test("the foremost gets its name even in a crowd, a lesser one does not", () => {
		const crowd = Array.from({ length: 60 }, (_, i) => ({
			x: 400 + (i % 8) * 9,
			y: 250 + Math.floor(i / 8) * 9,
			radius: 6,
			width: 90,
		}));
		const boxes = placeLabels(crowd, FRAME, 17, 500);
		expect(boxes[0]).not.toBeNull();
		expect(boxes.filter((box) => box === null).length).toBeGreaterThan(20);
	});

	test("a name is not written beside the dot of another, as if it were that one's", () => {
		const named = { x: 400, y: 250, radius: 6, width: 120 };
		const [free, near] = [560, 538].map(
			(x) => placeLabels([named, { x, y: 250, radius: 6, width: 50 }], FRAME, 17, 1)[0],
		);
		expect(free?.left).toBeGreaterThan(400);
		expect(near?.right).toBeLessThan(400);
	});

	test("where none is among the foremost, none stands near to another dot", () => {
		const spots = scatter(200, 7);
		placeLabels(spots, FRAME, 17, 500).forEach((box, i) => {
			if (!box || i < 8) return;
			const around = { left: box.left - 10, top: box.top - 10, right: box.right + 10, bottom: box.bottom + 10 };
			const near = spots.filter(({ x, y, radius }, j) => {
				const dot = { left: x - radius, top: y - radius, right: x + radius, bottom: y + radius };
				return i !== j && meets(around, dot);
			});
			expect(near).toEqual([]);
		});
	});

	test("prefers the side from which no line leaves", () => {
		const [box] = placeLabels([{ x: 400, y: 250, radius: 5, width: 60, busy: [3, 0, 1, 1] }], FRAME, 17, 1);
		expect(box?.right).toBeLessThan(400);
	});
});

describe("lines", () => {
	test("parallel ones are bent apart, a single one stays straight", () => {
		const bends = bendParallels([
			{ source: 0, target: 1 },
			{ source: 1, target: 0 },
			{ source: 1, target: 2 },
		]);
		expect(bends[2]).toBe(0);
		// the second runs the other way, so that the same sign bends it to the other side
		expect(bends[0]).toBe(bends[1]);
		expect(bends[0]).not.toBe(0);
	});

	test("a pointer is as far from a line as it looks", () => {
		const [a, b] = [
			{ x: 0, y: 0 },
			{ x: 100, y: 0 },
		];
		expect(distanceToLine({ x: 50, y: 7 }, a, b, 0)).toBeCloseTo(7);
		expect(distanceToLine({ x: 110, y: 0 }, a, b, 0)).toBeCloseTo(10);
		expect(distanceToLine({ x: 50, y: -10 }, a, b, 0.2)).toBeLessThan(1);
	});
});
