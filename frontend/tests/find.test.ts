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

	it("closes over what it led to, which may be on this very page, and stays where that opens elsewhere", async () => {
		const dialog = document.querySelector("dialog") as HTMLDialogElement;
		dialog.close = () => dialog.removeAttribute("open");
		dialog.open = true;
		await type("ada");
		answer('<a role="option" href="#s5"><b>Ada</b></a>');
		await vi.runAllTimersAsync();
		const click = (how: MouseEventInit) =>
			list()
				.querySelector("b")
				?.dispatchEvent(new MouseEvent("click", { bubbles: true, ...how }));
		click({ ctrlKey: true });
		expect(dialog.open).toBe(true);
		click({});
		expect(dialog.open).toBe(false);
	});

	it("says so that it is seen where search does not answer, until it does", async () => {
		const words = document.querySelector("[role=status]") as HTMLElement;
		vi.stubGlobal("fetch", () => Promise.reject(new TypeError("Failed to fetch")));
		await type("ada");
		expect([words.textContent, words.className]).toEqual([expect.stringContaining("does not answer"), "hint"]);
		await type("");
		expect([words.textContent, words.className]).toEqual(["", "sr"]);
	});

	it("follows nothing at the Enter that ends a composition", async () => {
		await type("ada");
		answer('<a role="option" href="#ada">Ada</a>');
		await vi.runAllTimersAsync();
		const followed = vi.fn();
		(document.querySelector("dialog") as HTMLDialogElement).close = followed;
		const press = (more: KeyboardEventInit): boolean =>
			field().dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", bubbles: true, cancelable: true, ...more }));
		press({ isComposing: true });
		press({ keyCode: 229 });
		expect(followed).not.toHaveBeenCalled();
		press({});
		expect(followed).toHaveBeenCalledOnce();
	});

	it("follows what is chosen only once it answers all that is typed, however that is spaced", async () => {
		const followed = vi.fn();
		(document.querySelector("dialog") as HTMLDialogElement).close = followed;
		const enter = (): void => {
			field().dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", bubbles: true, cancelable: true }));
		};
		await type("ada\u00a0lovelace");
		answer('<a role="option" href="#ada">Ada</a>');
		await vi.runAllTimersAsync();
		enter();
		expect(followed).toHaveBeenCalledOnce();
		field().value = "ada\u00a0lovelace b";
		enter();
		expect(followed).toHaveBeenCalledOnce();
	});

	it("opens over no other dialog", () => {
		const dialog = field().closest("dialog") as HTMLDialogElement;
		dialog.showModal = vi.fn();
		document.body.insertAdjacentHTML("beforeend", "<dialog open><button></button></dialog>");
		for (const how of [{ key: "/" }, { key: "k", ctrlKey: true }])
			document.querySelector("button")?.dispatchEvent(new KeyboardEvent("keydown", { ...how, bubbles: true }));
		expect(dialog.showModal).not.toHaveBeenCalled();
	});

	it("takes what is written in the masthead once it is composed", () => {
		const dialog = field().closest("dialog") as HTMLDialogElement;
		dialog.showModal = () => dialog.setAttribute("open", "");
		const masthead = document.querySelector("[data-find]") as HTMLInputElement;
		masthead.value = "あ";
		masthead.dispatchEvent(new InputEvent("input", { isComposing: true }));
		expect([dialog.open, masthead.value]).toEqual([false, "あ"]);
		masthead.dispatchEvent(new CompositionEvent("compositionend"));
		expect([dialog.open, field().value]).toEqual([true, "あ"]);
	});

	it("shows nothing that was found for letters that are gone", async () => {
		await type("ada");
		await type("");
		answer('<a role="option" href="/entities/ada/">Ada</a>');
		await vi.runAllTimersAsync();
		expect(list().childElementCount).toBe(0);
		expect(list().hidden).toBe(true);
	});
});
