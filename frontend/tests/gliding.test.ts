import type Sigma from "sigma";
import { describe, expect, it, vi } from "vitest";
import { bindGliding } from "../src/canvas/gliding";

const [WIDTH, HEIGHT] = [400, 200];

/** A picture of which one pixel is one unit of the plane, seen by a camera at its corner. */
function openPicture() {
	let state = { x: 0, y: 0, ratio: 1, angle: 0 };
	let drawn = state;
	let moving = true;
	const handlers: (() => void)[] = [];
	const layer = { style: { transform: "", transformOrigin: "" } };
	const draw = vi.fn(() => {
		for (const handle of handlers) handle();
		drawn = state;
	});
	const sigma = {
		scheduleRender: draw,
		getCamera: () => ({ getState: () => state, isAnimated: () => moving }),
		getCanvases: () => ({ nodes: layer, mouse: { style: {} } }),
		getDimensions: () => ({ width: WIDTH, height: HEIGHT }),
		getMouseCaptor: () => ({ isMouseDown: false }),
		getTouchCaptor: () => ({ isMoving: false }),
		viewportToFramedGraph: (p: { x: number; y: number }) => ({
			x: p.x * drawn.ratio + drawn.x,
			y: p.y * drawn.ratio + drawn.y,
		}),
		framedGraphToViewport: (p: { x: number; y: number }, { cameraState: c }: { cameraState: typeof state }) => ({
			x: (p.x - c.x) / c.ratio,
			y: (p.y - c.y) / c.ratio,
		}),
		on: (_: string, handle: () => void) => handlers.push(handle),
	};
	const gliding = bindGliding(sigma as unknown as Sigma);
	return {
		gliding,
		draw,
		layer,
		stop() {
			moving = false;
		},
		look(to: Partial<typeof state>) {
			state = { ...state, ...to };
			sigma.scheduleRender();
		},
	};
}

describe("a large picture that is pushed about", () => {
	it("is moved as it is, and what is pointed at is found where it stands now", () => {
		const { gliding, draw, layer, look } = openPicture();
		look({ x: -30, y: 10 });
		expect(layer.style.transform).toBe("translate(30px, -10px) scale(1)");
		expect(gliding.find({ x: 30, y: 0 })).toEqual({ x: 0, y: 10 });
		expect(draw).not.toHaveBeenCalled();
	});

	it("is drawn anew where it comes to rest, once", () => {
		const { gliding, draw, layer, look } = openPicture();
		look({ x: -30 });
		expect(gliding.land()).toBe(true);
		expect(layer.style.transform).toBe("");
		expect(gliding.land()).toBe(false);
		expect(draw).toHaveBeenCalledTimes(1);
	});

	it("is drawn anew where little of it would be left in sight, or its dots would be coarse", () => {
		const { draw, layer, look } = openPicture();
		look({ x: -0.5 * WIDTH });
		look({ x: -0.5 * WIDTH, ratio: 0.4 });
		expect(draw).toHaveBeenCalledTimes(2);
		expect(layer.style.transform).toBe("");
	});

	it("is drawn anew at once where it is not pushed, or something else than the camera moved", () => {
		const { draw, look, stop } = openPicture();
		look({});
		stop();
		look({ x: 5 });
		expect(draw).toHaveBeenCalledTimes(2);
	});
});
