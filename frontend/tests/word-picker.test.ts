// @vitest-environment jsdom
import { beforeEach, expect, it, vi } from "vitest";
import { bindWordPicker, readSelection } from "../src/panels/word-picker";

vi.mock("../src/panels/edit-dialog", () => ({})); // htmx asks for more than jsdom has

const row = (number: number, words: string): string =>
	`<li class="seg" id="s${number}"><a class="when" href="?at=${number}">0:0${number}</a><div><b class="speaker">Ada</b><p>${words}</p></div></li>`;

let list: HTMLElement;
const find = (selector: string): HTMLElement => document.querySelector(selector) as HTMLElement;

/** Segment, first character, words: of what is selected from one place to another. */
function pick(from: Node, start: number, to: Node, end: number): (string | number)[] | null {
	getSelection()?.setBaseAndExtent(from, start, to, end);
	const picked = readSelection(list);
	return picked && [picked.segment, picked.start, picked.text];
}

beforeEach(() => {
	document.body.innerHTML = `<ol>${row(1, 'It is <a class="m" href="?e=a">𝔸da</a> again.')}\n${row(2, "Yes.")}</ol>`;
	list = find("ol");
	Range.prototype.getBoundingClientRect = () => new DOMRect(); // jsdom lays nothing out
});

it("takes the words of one segment, counted in whole characters", () => {
	const [said, next] = [find("#s1 p"), find("#s2 p")];
	expect(pick(said.firstChild as Node, 3, said.lastChild as Node, 0)).toEqual(["1", 3, "is 𝔸da"]);
	expect(pick(said.lastChild as Node, 1, said.lastChild as Node, 6)).toEqual(["1", 10, "again"]);
	expect(pick(said.firstChild as Node, 3, next.firstChild as Node, 2)).toBeNull();
	expect(pick(find("#s1 .when").firstChild as Node, 0, said.firstChild as Node, 2)).toBeNull();
});

it("takes a whole segment by three clicks, which end before what comes next or name the paragraph itself", () => {
	const said = find("#s1 p");
	const whole = ["1", 0, "It is 𝔸da again."];
	expect(pick(said.firstChild as Node, 0, find("#s2 .when"), 0)).toEqual(whole);
	expect(pick(said.firstChild as Node, 0, find("#s2"), 0)).toEqual(whole);
	expect(pick(said, 0, said, said.childNodes.length)).toEqual(whole);
});

it("offers its button within the window wherever the words end, and where they are after scrolling", () => {
	let bottom = innerHeight + 600;
	Range.prototype.getBoundingClientRect = () => ({ left: 20, bottom }) as DOMRect;
	bindWordPicker(list, "talk");
	pick(find("#s1 p"), 0, find("#s1 p"), 1);
	document.dispatchEvent(new Event("selectionchange"));
	const top = (): number => Number.parseInt(find(".pick-words").style.insetBlockStart, 10);
	expect(top()).toBeLessThan(innerHeight - 20);
	bottom = 100;
	dispatchEvent(new Event("scroll"));
	expect(top()).toBe(106);
});

it("lets marked words be selected from their first letter: they are neither dragged nor followed", () => {
	bindWordPicker(list, "talk");
	const name = find("a.m");
	expect(name.draggable).toBe(false);
	const follow = (detail: number): boolean =>
		name.dispatchEvent(new MouseEvent("click", { bubbles: true, cancelable: true, detail }));
	getSelection()?.removeAllRanges();
	document.dispatchEvent(new Event("selectionchange"));
	expect(follow(1)).toBe(true);
	pick(name.firstChild as Node, 0, name.firstChild as Node, 2);
	document.dispatchEvent(new Event("selectionchange"));
	expect([follow(1), follow(0)]).toEqual([false, true]);
});
