// @vitest-environment jsdom
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { bindLocalTimes } from "../src/appearance/local-times";

const zone = process.env.TZ;
beforeEach(() => {
	process.env.TZ = "Asia/Kolkata";
});
afterEach(() => {
	process.env.TZ = zone;
	document.body.innerHTML = "";
});

const MADE = '<time datetime="2026-11-30T20:15:00+00:00" data-local>30 Nov 2026 20:15 UTC</time>';

describe("times in the reader's zone", () => {
	it("name it, and keep the server's for whoever points at them", () => {
		document.body.innerHTML = MADE;
		bindLocalTimes();
		const time = document.querySelector("time");
		expect(time?.textContent).toBe("1 Dec 2026, 01:45 GMT+5:30");
		expect(time?.title).toBe("30 Nov 2026 20:15 UTC");
	});

	it("are written in parts that come later too", () => {
		bindLocalTimes();
		document.body.innerHTML = '<time datetime="2026-11-30T20:15:07+00:00" data-local="seconds">20:15:07 UTC</time>';
		document.body.dispatchEvent(new Event("htmx:afterSwap", { bubbles: true }));
		expect(document.querySelector("time")?.textContent).toBe("01:45:07");
	});

	it("are left as they came where they can't be read", () => {
		document.body.innerHTML = '<time datetime="" data-local>some day</time>';
		bindLocalTimes();
		expect(document.body.textContent).toBe("some day");
	});
});

describe("fields of a time in the server's zone", () => {
	it("show and take the reader's, and send the server's", () => {
		document.body.innerHTML =
			'<form><label for="a">From (<span data-zone>UTC</span>)</label><input id="a" name="from" type="datetime-local" data-utc value="2026-11-30T20:15"></form>';
		bindLocalTimes();
		const field = document.querySelector("input");
		const form = document.querySelector("form");
		if (!field || !form) throw new Error("no form");
		expect(field.value).toBe("2026-12-01T01:45");
		expect(document.querySelector("label")?.textContent).toBe("From (GMT+5:30)");
		field.value = "2026-12-01T02:00";
		const formData = new FormData(form);
		form.dispatchEvent(Object.assign(new Event("formdata"), { formData })); // as browsers tell before they send
		expect(formData.get("from")).toBe("2026-11-30T20:30");
	});
});
