// @vitest-environment jsdom
import { beforeEach, expect, it, vi } from "vitest";
import type { GraphPanelEvents } from "../src/panels/graph-panel";
import { click, find, openVideoPage } from "./videopage";

const PANEL = '<div id="panel" tabindex="-1" hidden data-src="/panel/"></div><div data-canvas tabindex="0"></div>';
const NAME = "li[data-e=ada] a";
let choose: GraphPanelEvents["choose"];
let answer: (text: string) => void;

vi.mock("../src/panels/graph-panel", () => ({
	bindGraphPanel: async (_graph: unknown, _first: unknown, events: GraphPanelEvents) => {
		choose = events.choose;
		return { show() {}, preview() {}, reveal() {}, moveSelected() {} };
	},
}));

beforeEach(async () => {
	await openVideoPage("", PANEL);
	const asked = () => new Promise<Response>((done) => (answer = (text) => done(new Response(text))));
	vi.stubGlobal("fetch", asked);
});

async function press(selector: string): Promise<void> {
	find(selector).focus();
	find(selector).click(); // as Enter does
	await settle();
}

async function settle(): Promise<void> {
	await new Promise((done) => setTimeout(done));
}

async function comes(): Promise<void> {
	answer("<h2>Ada</h2>");
	await vi.waitUntil(() => document.querySelector("#panel h2"));
	await settle();
}

it("takes the focus of who chose by keys, and gives it back at Back", async () => {
	await press(NAME);
	await comes();
	expect(document.activeElement?.id).toBe("panel");
	history.back();
	await vi.waitUntil(() => find("#panel").hidden);
	expect(document.activeElement).toBe(find(NAME));
});

it("leaves the focus to who went on before it came", async () => {
	await press(NAME);
	find("[data-seek] input").focus();
	await comes();
	expect(document.activeElement).toBe(find("[data-seek] input"));
});

it("never lets Escape lead from a dot back to what was clicked before", async () => {
	click("#s4 .when");
	const scrolls = vi.spyOn(HTMLElement.prototype, "focus");
	choose({ kind: "entity", slug: "ada" });
	document.body.dispatchEvent(new KeyboardEvent("keydown", { key: "Escape", bubbles: true }));
	expect(location.search).toBe("?at=60");
	expect(document.activeElement).toBe(find("[data-canvas]"));
	expect(scrolls.mock.calls).toEqual([[{ preventScroll: true }]]);
});
