// @vitest-environment jsdom
import { beforeEach, describe, expect, it, vi } from "vitest";
import { openEditDialog } from "../src/panels/edit-dialog";

vi.mock("htmx.org", () => ({ default: { ajax: () => Promise.resolve() } }));

/** The dialog fills 100 to 300, both ways. */
const BOX = { left: 100, right: 300, top: 100, bottom: 300 } as DOMRect;
const WITHIN = [110, 110] as const;
const BESIDE = [20, 20] as const;

describe("the edit dialog", () => {
	let dialog: HTMLDialogElement;

	beforeEach(() => {
		document.body.innerHTML = "";
		HTMLDialogElement.prototype.showModal = function () {
			this.open = true;
		};
		HTMLDialogElement.prototype.close = function () {
			this.dispatchEvent(new Event("close"));
		};
		openEditDialog("/desk/", null);
		dialog = document.querySelector("dialog") as HTMLDialogElement;
		dialog.getBoundingClientRect = () => BOX;
		(dialog.querySelector("[data-edit-body]") as HTMLElement).innerHTML = "<textarea></textarea>";
	});

	function send(kind: string, target: Element, [clientX, clientY]: readonly [number, number]): void {
		target.dispatchEvent(new MouseEvent(kind, { bubbles: true, clientX, clientY }));
	}
	const words = (): Element => dialog.querySelector("textarea") as Element;

	it("closes at a click on what lies behind it", () => {
		send("pointerdown", dialog, BESIDE);
		send("click", dialog, BESIDE);
		expect(dialog.isConnected).toBe(false);
	});

	it("stays at a click on its own padding", () => {
		send("pointerdown", dialog, WITHIN);
		send("click", dialog, WITHIN);
		expect(dialog.isConnected).toBe(true);
	});

	it("stays where a selection that began in it ends outside", () => {
		send("pointerdown", words(), WITHIN);
		send("click", dialog, BESIDE);
		expect(dialog.isConnected).toBe(true);
	});

	it("stays with what was written in it, until it is closed by its button", () => {
		words().dispatchEvent(new Event("input", { bubbles: true }));
		send("pointerdown", dialog, BESIDE);
		send("click", dialog, BESIDE);
		expect(dialog.isConnected).toBe(true);
		dialog.querySelector<HTMLElement>("[data-close]")?.click();
		expect(dialog.isConnected).toBe(false);
	});

	it("asks before Escape takes away what was written, and then alone", () => {
		const ask = vi.fn(() => false);
		vi.stubGlobal("confirm", ask);
		const pressed = new KeyboardEvent("keydown", { key: "Escape", bubbles: true, cancelable: true });
		const cancel = new Event("cancel", { cancelable: true });
		dialog.dispatchEvent(cancel);
		expect([cancel.defaultPrevented, ask.mock.calls.length]).toEqual([false, 0]);
		words().dispatchEvent(new Event("input", { bubbles: true }));
		words().dispatchEvent(pressed);
		expect([pressed.defaultPrevented, ask.mock.calls.length, dialog.isConnected]).toEqual([true, 1, true]);
		ask.mockReturnValue(true);
		dialog.dispatchEvent(new Event("cancel", { cancelable: true }));
		expect(dialog.isConnected).toBe(false);
	});

	it("stays at the second click of two on what opened it", () => {
		send("pointerdown", dialog, BESIDE);
		dialog.dispatchEvent(new MouseEvent("click", { bubbles: true, clientX: BESIDE[0], clientY: BESIDE[1], detail: 2 }));
		expect(dialog.isConnected).toBe(true);
	});
});
