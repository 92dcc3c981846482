import { describe, expect, test } from "vitest";
import { NOTHING, readAddress, writeAddress } from "../src/state/address";
import { chooseConnection, chooseEntity, stepBack, toggleChapter, toggleTopic, toggleType } from "../src/state/choices";

describe("the address", () => {
	test("says the whole selection, and is read back as it was written", () => {
		const all = {
			entity: "cerebras-3f2a9",
			connection: "ab12",
			topic: "c&c++ = ?",
			chapter: 2,
			at: 75,
			types: ["Person", "Product"],
			weak: true,
			all: true,
			until: 12,
		};
		expect(readAddress(writeAddress(all))).toEqual(all);
	});

	test("is empty when nothing is selected", () => {
		expect(writeAddress(NOTHING)).toBe("");
		expect(readAddress("")).toEqual(NOTHING);
	});

	test.each(["?at=75.5", "?at=75.", "?at=75.000"])("finds the second that a fraction is within: %s", (text) => {
		expect(readAddress(text)).toEqual({ ...NOTHING, at: 75 });
	});

	test.each([
		"?at=x",
		"?at=7.x",
		"?at=.5",
		"?at=-1",
		"?chapter=1e9",
		"?at=999999999999",
		"?e=&topic=",
		"?type=person,Robot",
	])("ignores what makes no sense: %s", (text) => {
		expect(readAddress(text)).toEqual(NOTHING);
	});

	test("does not depend on the order in which types were chosen", () => {
		const one = toggleType(toggleType(NOTHING, "Product"), "Person");
		const other = toggleType(toggleType(NOTHING, "Person"), "Product");
		expect(writeAddress(one)).toBe(writeAddress(other));
	});
});

describe("choices", () => {
	test("an entity takes the place of another, and of a connection", () => {
		const now = chooseEntity(chooseConnection(chooseEntity(NOTHING, "a"), "r"), "b");
		expect(now).toEqual({ ...NOTHING, entity: "b" });
	});

	test("choosing a topic or chapter again gives it up", () => {
		expect(toggleTopic(toggleTopic(NOTHING, "t"), "t")).toEqual(NOTHING);
		expect(toggleChapter(toggleChapter(NOTHING, 1), 1)).toEqual(NOTHING);
	});

	test("Escape takes choices back from the innermost outwards, until nothing is left", () => {
		let now = readAddress("?e=a&connection=r&topic=t&chapter=1&type=Person&at=3");
		const left: string[] = [];
		for (let i = 0; i < 6; i++) {
			now = stepBack(now);
			left.push(writeAddress(now));
		}
		expect(left).toEqual([
			"?e=a&topic=t&chapter=1&at=3&type=Person",
			"?topic=t&chapter=1&at=3&type=Person",
			"?chapter=1&at=3&type=Person",
			"?at=3&type=Person",
			"?at=3",
			"",
		]);
	});
});
