// @vitest-environment jsdom
import { expect, it, vi } from "vitest";
import { click, find, openVideoPage, seenNames } from "./videopage";

it("is whole though its canvas does not come", async () => {
	vi.doMock("../src/canvas/webgl", () => ({ hasWebGL: () => true }));
	vi.doMock("../src/canvas/stage", () => Promise.reject(new TypeError("Failed to fetch")));
	await openVideoPage("", "<div data-stage><div data-canvas hidden></div></div>");
	expect(find("[data-canvas]").hidden).toBe(true);
	find<HTMLInputElement>("[data-seek] input").value = "spa";
	find("[data-seek] input").dispatchEvent(new Event("input"));
	expect(find("li[data-e=ada]").hidden).toBe(true);
	click("li[data-e=spark] a");
	expect(location.search).toBe("?e=spark");
});

it("says who speaks where that changes among the segments that topic and chapter leave", async () => {
	await openVideoPage();
	expect(seenNames()).toEqual(["s1 Ann", "s2 Ben", "s3", "s4 Ann", "s5"]);
	await openVideoPage("?topic=wings");
	expect(seenNames()).toEqual(["s1 Ann", "s3 Ben", "s5 Ann"]);
	await openVideoPage("?chapter=2");
	expect(seenNames()).toEqual(["s3 Ben", "s4 Ann", "s5"]);
});

it("says that nothing is left where a topic is not spoken of in a chapter", async () => {
	await openVideoPage("?topic=fuel&chapter=1");
	expect(find("[data-unsaid]").hidden).toBe(true);
	await openVideoPage("?topic=fuel&chapter=2");
	expect(seenNames()).toEqual([]);
	expect(find("[data-unsaid]").hidden).toBe(false);
});

it.each(["constructor", "toString", "__proto__"])("opens at an address with the unknown topic %s", async (topic) => {
	await openVideoPage(`?topic=${topic}`);
	expect(seenNames()).toHaveLength(5);
});

it("finds names without their accents, and says how many", async () => {
	await openVideoPage();
	const field = find<HTMLInputElement>("[data-seek] input");
	const seek = (text: string): (string | null)[] => {
		field.value = text;
		field.dispatchEvent(new Event("input"));
		return [find("[data-found]").textContent, find("li[data-e=ada]").hidden ? null : "Ada"];
	};
	expect(seek("ÁDA")).toEqual(["1 found", "Ada"]);
	expect(seek("nobody")).toEqual(["0 found", null]);
	expect(seek("")).toEqual(["", "Ada"]);
});
