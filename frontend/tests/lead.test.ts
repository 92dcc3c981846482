import { describe, expect, it } from "vitest";
import { Lead } from "../src/panels/lead";

const PLAYING = true;
const TOLD = true;
const START = 0;

describe("a recording that plays", () => {
	it("leads from its beginning", () => {
		const lead = new Lead();
		expect(lead.tells(START, !PLAYING, !TOLD)).toBe(false);
		expect(lead.tells(START, PLAYING, !TOLD)).toBe(true);
		expect(lead.tells(START, PLAYING, TOLD)).toBe(true);
	});

	it("never calls back a reader who left, however long it goes on", () => {
		const lead = new Lead();
		lead.tells(START, PLAYING, !TOLD);
		lead.tells(START, PLAYING, TOLD);
		for (let tick = 0; tick < 5; tick += 1) expect(lead.tells(START, PLAYING, !TOLD)).toBe(false);
	});

	it("leads again who comes forward to a step, or presses play again", () => {
		const lead = new Lead();
		lead.tells(START, PLAYING, !TOLD);
		lead.tells(START, PLAYING, !TOLD);
		expect(lead.tells(START, PLAYING, TOLD)).toBe(true);
		lead.tells(START, PLAYING, !TOLD);
		expect(lead.tells(START, !PLAYING, !TOLD)).toBe(false);
		expect(lead.tells(START, PLAYING, !TOLD)).toBe(true);
	});

	it("overrules no reader who puts it somewhere, however roughly it comes to stand there", () => {
		const lead = new Lead();
		lead.tells(30, PLAYING, TOLD);
		lead.tells(30, !PLAYING, TOLD);
		lead.hold(60.4);
		for (const second of [60, 60.4, 60.6]) expect(lead.tells(second, !PLAYING, TOLD)).toBe(false);
		expect(lead.tells(61, PLAYING, TOLD)).toBe(true);
		expect(lead.tells(60.4, !PLAYING, TOLD)).toBe(true);
	});

	it("overrules no reader by where it was on the way, however late it says so", () => {
		const lead = new Lead();
		lead.tells(0.3, PLAYING, TOLD);
		lead.tells(0.3, !PLAYING, TOLD);
		for (const place of [1, 2.4, 60.4]) lead.hold(place);
		for (const second of [0.3, 1, 2.4, 60.38]) expect(lead.tells(second, !PLAYING, TOLD)).toBe(false);
		expect(lead.tells(2.4, !PLAYING, TOLD)).toBe(true);
	});

	it("overrules no reader while it plays on from where it was", () => {
		const lead = new Lead();
		lead.tells(8, PLAYING, TOLD);
		lead.hold(60.4);
		for (const second of [8.3, 8.6, 8.9, 60.4]) expect(lead.tells(second, PLAYING, TOLD)).toBe(false);
		expect(lead.tells(61, PLAYING, TOLD)).toBe(true);
	});
});
