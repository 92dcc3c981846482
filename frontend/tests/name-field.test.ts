// @vitest-environment jsdom
import { beforeEach, describe, expect, it, vi } from "vitest";
import { type FoundName, suggestNames } from "../src/panels/name-field";

const NAMES: FoundName[] = [
	{ slug: "mercury-1", name: "Mercury", type: "Place", video_count: 3 },
	{ slug: "mercury-2", name: "Mercury", type: "Product", video_count: 1 },
	{ slug: "merlin-3", name: "<b>Merlin</b>", type: "Person", video_count: 1 },
];

function type(field: HTMLInputElement, text: string): void {
	field.value = text;
	field.dispatchEvent(new Event("input"));
}

function press(field: HTMLInputElement, key: string, more: KeyboardEventInit = {}): KeyboardEvent {
	const event = new KeyboardEvent("keydown", { key, cancelable: true, ...more });
	field.dispatchEvent(event);
	return event;
}

describe("a field that suggests names", () => {
	let field: HTMLInputElement;
	let list: HTMLElement;

	beforeEach(async () => {
		vi.useFakeTimers();
		document.body.innerHTML = '<input id="from">';
		field = document.querySelector("input") as HTMLInputElement;
		field.focus();
		suggestNames(field, async () => NAMES);
		list = document.querySelector("ul") as HTMLElement;
		type(field, "mer");
		await vi.runAllTimersAsync();
	});

	it("shows names as text", () => {
		expect(list.hidden).toBe(false);
		expect(list.querySelector("b")).toBeNull();
		expect(list.children[2]?.textContent).toContain("<b>Merlin</b>");
	});

	it("is chosen from by arrow and Enter, which then sends no form", () => {
		press(field, "ArrowUp");
		expect(field.getAttribute("aria-activedescendant")).toBe("from-names-2");
		expect(press(field, "Enter").defaultPrevented).toBe(true);
		expect(field.value).toBe("<b>Merlin</b>");
		expect(list.hidden).toBe(true);
		expect(press(field, "Enter").defaultPrevented).toBe(false);
	});

	it("takes the address of one of two namesakes", () => {
		press(field, "ArrowDown");
		press(field, "ArrowDown");
		press(field, "Enter");
		expect(field.value).toBe("mercury-2");
	});

	it("leaves keys to an input method that composes, also the Enter that Safari sends after it", () => {
		press(field, "ArrowDown");
		for (const more of [{ isComposing: true }, { keyCode: 229 }]) {
			for (const key of ["ArrowDown", "Enter"]) expect(press(field, key, more).defaultPrevented).toBe(false);
			expect([field.value, field.getAttribute("aria-activedescendant")]).toEqual(["mer", "from-names-0"]);
		}
	});

	it("is chosen from by a click, and not by a finger that is put there to scroll", () => {
		const row = list.children[2] as HTMLElement;
		const send = (kind: string): boolean =>
			row.dispatchEvent(new MouseEvent(kind, { bubbles: true, cancelable: true }));
		expect(send("pointerdown")).toBe(true);
		expect([field.value, list.hidden]).toEqual(["mer", false]);
		expect(send("mousedown")).toBe(false); // the focus stays, and with it the list
		send("click");
		expect([field.value, list.hidden]).toEqual(["<b>Merlin</b>", true]);
	});

	it("closes on Escape and leaves what was typed", () => {
		press(field, "ArrowDown");
		press(field, "Escape");
		expect([field.value, list.hidden, field.getAttribute("aria-expanded")]).toEqual(["mer", true, "false"]);
	});

	it("does not show an answer to what is no longer typed", async () => {
		press(field, "Escape");
		type(field, "merc");
		type(field, "m");
		await vi.runAllTimersAsync();
		expect(list.hidden).toBe(true);
	});

	it("stays closed once one was chosen, or Escape pressed, whatever was asked before", async () => {
		for (const key of ["Enter", "Escape"]) {
			type(field, "mer");
			await vi.runAllTimersAsync();
			press(field, "ArrowDown");
			type(field, "merc");
			press(field, key);
			await vi.runAllTimersAsync();
			expect(list.hidden).toBe(true);
		}
	});
});
