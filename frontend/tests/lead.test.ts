import { describe, expect, it } from "vitest";
import { Lead } from "../src/panels/lead";

const PLAYING = true;
const TOLD = true;

describe("a recording that plays", () => {
	it("leads from its beginning", () => {
		const lead = new Lead();
		expect(lead.tells(!PLAYING, !TOLD)).toBe(false);
		expect(lead.tells(PLAYING, !TOLD)).toBe(true);
		expect(lead.tells(PLAYING, TOLD)).toBe(true);
	});

	it("never calls back a reader who left, however long it goes on", () => {
		const lead = new Lead();
		lead.tells(PLAYING, !TOLD);
		lead.tells(PLAYING, TOLD);
		for (let tick = 0; tick < 5; tick += 1) expect(lead.tells(PLAYING, !TOLD)).toBe(false);
	});

	it("leads again who comes forward to a step, or presses play again", () => {
		const lead = new Lead();
		lead.tells(PLAYING, !TOLD);
		lead.tells(PLAYING, !TOLD);
		expect(lead.tells(PLAYING, TOLD)).toBe(true);
		lead.tells(PLAYING, !TOLD);
		expect(lead.tells(!PLAYING, !TOLD)).toBe(false);
		expect(lead.tells(PLAYING, !TOLD)).toBe(true);
	});
});
