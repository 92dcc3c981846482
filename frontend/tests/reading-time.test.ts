import { expect, it } from "vitest";
import { readingTime } from "../src/panels/reading-time";

const words = (count: number): string => Array.from({ length: count }, () => "word").join(" ");

it("is about a second for four words, and never too short to be seen", () => {
	expect(readingTime(words(238))).toBe(60_000);
	expect(readingTime("Yes.")).toBe(readingTime(""));
	expect(readingTime(words(4))).toBeGreaterThan(readingTime("Yes."));
});

it.each(["日本語の文には空白がありません。", "ภาษาไทยไม่มีช่องว่างระหว่างคำ"])(
	"grows with a text without spaces: %s",
	(text) => {
		expect(readingTime(text.repeat(10))).toBeGreaterThan(9 * readingTime(text));
	},
);
