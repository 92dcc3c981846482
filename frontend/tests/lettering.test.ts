// @vitest-environment jsdom
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { wordsOf } from "../src/canvas/lettering";
import { FULL } from "../src/explore/save";

const EDGE = { source: 0, target: 1, phrase: "makes", weight: 1, weak: false };
/** What the server's drawings are held to as well. */
const AGREED = JSON.parse(readFileSync("../tests/graphapp/videos/drawing/lettering.json", "utf8")) as {
	leads: Record<string, string>;
	full: string;
	narrow: string;
};

describe("the words of a line", () => {
	it("say that something was denied or supposed, as in drawings of the server", () => {
		for (const [polarity, lead] of Object.entries(AGREED.leads)) {
			expect(wordsOf({ ...EDGE, polarity })).toBe(`${lead}makes`);
		}
	});
});

describe("the room of a name", () => {
	it("is guessed by the same full letters as in drawings of the server", () => {
		expect([...AGREED.full].filter((letter) => !FULL.test(letter))).toEqual([]);
		expect([...AGREED.narrow].filter((letter) => FULL.test(letter))).toEqual([]);
	});
});
