// @vitest-environment jsdom
import { expect, test, vi } from "vitest";
import { openPanelSource } from "../src/api/panel";
import { applyChoice, findChoice, readHover } from "../src/panels/clicks";
import { NOTHING } from "../src/state/address";
import { openStore } from "../src/state/store";

function page(html: string): HTMLElement {
	document.body.innerHTML = html;
	return document.body;
}

test("a click anywhere inside an element chooses what the element is about", () => {
	const body = page('<a data-e="openai" href="?e=openai"><span id="inner">OpenAI</span></a>');
	const choice = findChoice(body.querySelector("#inner"));
	expect(applyChoice(NOTHING, choice?.dataset ?? {})).toEqual({ ...NOTHING, entity: "openai" });
	expect(readHover(choice?.dataset ?? {})).toEqual({ kind: "entity", slug: "openai" });
});

test("closing a connection leads back to the entity it was reached from", () => {
	const now = { ...NOTHING, entity: "a", connection: "r" };
	const once = applyChoice(now, { clear: "focus" });
	expect(once).toEqual({ ...NOTHING, entity: "a" });
	expect(applyChoice(once, { clear: "focus" })).toEqual(NOTHING);
});

test("every change is one step back in the history, and no change is none", async () => {
	const store = openStore(window);
	const heard: (string | null)[] = [];
	store.subscribe((now) => heard.push(now.entity));
	const before = history.length;
	store.go({ ...NOTHING, entity: "a" });
	store.go({ ...NOTHING, entity: "a" });
	store.go({ ...NOTHING, entity: "b" });
	expect(history.length - before).toBe(2);
	expect(location.search).toBe("?e=b");
	history.back();
	await vi.waitFor(() => expect(heard).toEqual(["a", "b", "a"]));
});

test("in a frame the way back stays that of the site around it", () => {
	const before = history.length;
	const store = openStore(Object.create(window, { parent: { value: {} } }));
	store.go({ ...NOTHING, entity: "framed" });
	expect(location.search).toBe("?e=framed");
	expect(history.length).toBe(before);
});

test("a panel that was seen is not fetched again, a failed one is", async () => {
	const answers = [new Response("", { status: 503 }), new Response("<p>panel</p>")];
	const fetched = vi.fn(async () => answers.shift() ?? new Response("again"));
	vi.stubGlobal("fetch", fetched);
	const source = openPanelSource("/videos/x/panel/");
	await expect(source.load("?e=a")).rejects.toThrow("503");
	expect(await source.load("?e=a")).toBe("<p>panel</p>");
	expect(await source.load("?e=a")).toBe("<p>panel</p>");
	expect(fetched).toHaveBeenCalledTimes(2);
	vi.unstubAllGlobals();
});
