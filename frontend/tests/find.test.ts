// @vitest-environment jsdom
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { bindPalette } from "../src/panels/palette";

const PAGE = `<input data-find><dialog data-palette><input><div role="listbox"></div><p role="status"></p></dialog>`;

describe("the palette", () => {
	let answer: (html: string) => void;
	const field = (): HTMLInputElement => document.querySelector("dialog input") as HTMLInputElement;
	const list = (): HTMLElement => document.querySelector("[role=listbox]") as HTMLElement;

	async function type(text: string): Promise<void> {
		field().value = text;
		field().dispatchEvent(new Event("input"));
		await vi.runAllTimersAsync();
	}

	beforeEach(() => {
		vi.useFakeTimers();
		document.body.innerHTML = PAGE;
		vi.stubGlobal("fetch", () => new Promise((give) => (answer = (html) => give(new Response(html)))));
		bindPalette(document);
	});
	afterEach(() => vi.unstubAllGlobals());

	it("shows nothing that was found for letters that are gone", async () => {
		await type("ada");
		await type("");
		answer('<a role="option" href="/entities/ada/">Ada</a>');
		await vi.runAllTimersAsync();
		expect(list().childElementCount).toBe(0);
		expect(list().hidden).toBe(true);
	});
});
