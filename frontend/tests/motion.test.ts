import { afterEach, expect, it, vi } from "vitest";
import { motionSettings, motionTime } from "../src/canvas/motion";

afterEach(() => vi.unstubAllGlobals());

const prefer = (matches: boolean): unknown => vi.stubGlobal("matchMedia", () => ({ matches }));

it("leaves Sigma its own movements where motion is wanted", () => {
	prefer(false);
	expect(motionSettings()).toEqual({});
});

it("lets nothing move by itself where it isn't, and never divides by zero", () => {
	prefer(true);
	const { inertiaRatio, ...times } = motionSettings();
	expect(inertiaRatio).toBe(0);
	expect(Object.keys(times).sort()).toEqual(["doubleClickZoomingDuration", "inertiaDuration", "zoomDuration"]);
	for (const time of [...Object.values(times), motionTime()]) {
		expect(time).toBeGreaterThan(0);
		expect(time).toBeLessThan(16);
	}
});
