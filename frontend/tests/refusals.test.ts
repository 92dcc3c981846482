// @vitest-environment jsdom
import { beforeEach, describe, expect, it } from "vitest";
import { bindRefusals } from "../src/panels/refusals";

const LIMIT = '<p class="notice" role="alert">That were too many changes in one minute.</p>';
let page: Document;

beforeEach(() => {
	page = document.implementation.createHTMLDocument();
	page.body.innerHTML = '<div id="desk"><form><input value="typed"></form></div>';
	bindRefusals(page);
});

function tell(kind: string, responseText = "", successful = false): void {
	const elt = page.querySelector("form");
	const detail = { elt, target: page.querySelector("#desk"), xhr: { responseText }, successful };
	elt?.dispatchEvent(new CustomEvent(kind, { bubbles: true, detail }));
}

const said = (): string[] => [...page.querySelectorAll("[role=alert]")].map((one) => one.textContent ?? "");

describe("a request that is refused", () => {
	it("is said before what asked for it, which stays with what was written in it", () => {
		tell("htmx:responseError", LIMIT);
		expect(said()).toEqual(["That were too many changes in one minute."]);
		expect(page.querySelector(".notice + form input")).toHaveProperty("value", "typed");
	});

	it("is said in our own words where a proxy or nobody answered", () => {
		tell("htmx:responseError", "<html><h1>502 Bad Gateway</h1></html>");
		expect(said()[0]).toContain("does not answer");
		tell("htmx:sendError");
		expect(said()).toHaveLength(1);
	});

	it("is said once however often it comes, and no longer when an answer came", () => {
		tell("htmx:responseError", LIMIT);
		const first = page.querySelector(".notice");
		tell("htmx:responseError", LIMIT);
		expect(page.querySelector(".notice")).toBe(first);
		tell("htmx:afterRequest", "", true);
		expect(said()).toEqual([]);
	});
});
