// @vitest-environment jsdom
import { describe, expect, it } from "vitest";
import { wordsOf } from "../src/canvas/lettering";

const EDGE = { source: 0, target: 1, phrase: "makes", weight: 1, weak: false };

describe("the words of a line", () => {
	it("say that something was denied or supposed", () => {
		expect(wordsOf({ ...EDGE, polarity: "asserted" })).toBe("makes");
		expect(wordsOf({ ...EDGE, polarity: "denied" })).toBe("denied: makes");
		expect(wordsOf({ ...EDGE, polarity: "hypothetical" })).toBe("supposed: makes");
	});
});
