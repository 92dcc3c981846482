// @vitest-environment jsdom
import { beforeEach, expect, it, vi } from "vitest";
import { showSelected } from "../src/panels/selected";
import { NOTHING } from "../src/state/address";

vi.stubGlobal("CSS", { escape: (text: string) => text }); // jsdom has none

const ALL = { ...NOTHING, topic: "chips", chapter: 2 };
let box: HTMLElement;

beforeEach(() => {
	document.body.innerHTML =
		'<a href="?" data-topic="chips">Chips</a><a href="?" class="line" data-chapter="2"><b class="t">Wafers</b></a><p data-box></p>';
	box = document.querySelector("[data-box]") as HTMLElement;
	showSelected(box, ALL, NOTHING);
});

it("leaves the focus of who takes a filter off with the next, and at last where it was put on", () => {
	const focused = (): DOMStringMap => (document.activeElement as HTMLElement).dataset;
	box.querySelector<HTMLElement>("[data-clear=topic]")?.focus();
	showSelected(box, { ...ALL, topic: null }, ALL);
	expect(focused().clear).toBe("chapter");
	showSelected(box, NOTHING, { ...ALL, topic: null });
	expect(focused().chapter).toBe("2");
});

it("takes the focus from nowhere else", () => {
	document.querySelector<HTMLElement>("[data-topic]")?.focus();
	showSelected(box, NOTHING, ALL);
	expect((document.activeElement as HTMLElement).dataset.topic).toBe("chips");
});

it("is not written, and so not read out, anew at other choices", () => {
	const chip = box.firstChild;
	showSelected(box, { ...ALL, entity: "ada" }, ALL);
	expect(box.firstChild).toBe(chip);
});
