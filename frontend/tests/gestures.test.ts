// @vitest-environment jsdom
import type Sigma from "sigma";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { bindDrag, bindKeys, keepPageScrolling } from "../src/canvas/gestures";
import { bindPointer, type Target } from "../src/canvas/pointer";

vi.stubGlobal("matchMedia", () => ({ matches: false }));

type Handler = (payload: unknown) => void;

/** One dot at 10, 10 of a picture whose plane is the screen, and a browser that tells of mouse and fingers. */
function openPicture() {
	const handlers = new Map<string, Handler[]>();
	const spot = { x: 10, y: 10 };
	const camera = { getState: () => ({ x: 0, y: 0, ratio: 1 }), animate: vi.fn(), animatedZoom: vi.fn() };
	const sigma = {
		on: (kind: string, handle: Handler) => handlers.set(kind, [...(handlers.get(kind) ?? []), handle]),
		getMouseCaptor: () => ({ on: () => {} }),
		getCamera: () => camera,
		getGraph: () => ({
			getNodeAttributes: () => spot,
			mergeNodeAttributes: (_: string, to: object) => Object.assign(spot, to),
		}),
		getCustomBBox: () => null,
		getBBox: () => ({ x: [0, 1], y: [0, 1] }),
		setCustomBBox: vi.fn(),
		viewportToGraph: ({ x, y }: { x: number; y: number }) => ({ x, y }),
	} as unknown as Sigma;
	const container = document.createElement("div");
	document.body.replaceChildren(container);
	const find = (p: { x: number; y: number }): Target =>
		Math.hypot(p.x - spot.x, p.y - spot.y) < 5 ? { node: 0 } : null;
	const events = { over: vi.fn(), choose: vi.fn(), moved: vi.fn() };
	const life = new AbortController();
	bindPointer(sigma, container, events, find, life.signal);
	bindDrag(sigma, container, find, events, life.signal);
	const tell = (kind: string, x: number, y: number, original: Event): void => {
		const event = { x, y, original, preventSigmaDefault() {} };
		for (const handle of handlers.get(kind) ?? []) handle({ event, preventSigmaDefault() {} });
	};
	return { sigma, container, find, events, life, tell, spot, camera };
}

describe("a dot under the pointer", () => {
	let picture: ReturnType<typeof openPicture>;
	const press = (to: readonly [number, number], init: MouseEventInit = {}): void => {
		picture.tell("downStage", 10, 10, new MouseEvent("mousedown", init));
		picture.tell("moveBody", ...to, new MouseEvent("mousemove", init));
		picture.tell("upStage", ...to, new MouseEvent("mouseup", init));
		picture.tell("clickStage", ...to, new MouseEvent("click", init));
	};

	beforeEach(() => {
		vi.useFakeTimers();
		picture = openPicture();
	});

	it("is moved by a drag, which chooses nothing, and chosen by the next click", () => {
		press([40, 30]);
		expect(picture.events.moved).toHaveBeenCalledExactlyOnceWith(0, 40, 30);
		expect(picture.events.choose).not.toHaveBeenCalled();
		vi.runAllTimers();
		picture.tell("clickStage", 40, 30, new MouseEvent("click"));
		expect(picture.events.choose).toHaveBeenCalledWith({ node: 0 }, false);
	});

	it("is chosen, not moved, by a hand that trembles", () => {
		press([12, 11]);
		expect(picture.events.moved).not.toHaveBeenCalled();
		expect(picture.events.choose).toHaveBeenCalledWith({ node: 0 }, false);
		expect(picture.spot).toEqual({ x: 10, y: 10 });
	});

	it.each([{ button: 2 }, { button: 1 }, { button: 0, ctrlKey: true }])("is not taken hold of by %o", (init) => {
		press([40, 30], init);
		expect(picture.spot).toEqual({ x: 10, y: 10 });
		expect(picture.events.moved).not.toHaveBeenCalled();
	});

	it("is let go where a second finger comes", () => {
		const touches = (count: number): Event => Object.assign(new Event("touchstart"), { touches: Array(count) });
		picture.tell("downStage", 10, 10, touches(1));
		picture.tell("downStage", 10, 10, touches(2));
		picture.tell("moveBody", 60, 60, touches(2));
		expect(picture.spot).toEqual({ x: 10, y: 10 });
	});
});

describe("a stage that was closed", () => {
	it("hears nothing more of keys, wheel, fingers and pointer", () => {
		const { sigma, container, life, events, camera } = openPicture();
		const reset = vi.fn();
		const isOnTarget = vi.fn(() => false);
		bindKeys(sigma, container, reset, life.signal);
		keepPageScrolling(container, isOnTarget, life.signal);
		const inner = container.appendChild(document.createElement("canvas"));
		const heard = vi.fn();
		inner.addEventListener("touchstart", heard);
		const use = (): void => {
			for (const key of ["0", "+", "ArrowLeft"])
				container.dispatchEvent(new KeyboardEvent("keydown", { key, cancelable: true }));
			inner.dispatchEvent(Object.assign(new Event("touchstart", { bubbles: true }), { touches: [{}] }));
		};
		use();
		expect([reset, camera.animate, camera.animatedZoom, isOnTarget].map((one) => one.mock.calls.length)).toEqual([
			1, 1, 1, 1,
		]);
		expect(heard).not.toHaveBeenCalled();
		life.abort();
		use();
		container.dispatchEvent(new MouseEvent("mouseleave"));
		expect([reset, camera.animate, camera.animatedZoom, isOnTarget].map((one) => one.mock.calls.length)).toEqual([
			1, 1, 1, 1,
		]);
		expect(heard).toHaveBeenCalledTimes(1);
		expect(events.over).not.toHaveBeenCalled();
	});
});
