// @vitest-environment jsdom
import { expect, it, vi } from "vitest";
import { click, find, openVideoPage } from "./videopage";

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
