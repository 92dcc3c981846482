// @vitest-environment jsdom
import { beforeEach, describe, expect, test, vi } from "vitest";
import { bindDropzones } from "../src/panels/dropzone";

/** jsdom has neither DataTransfer nor files that a script may set. */
class Transfer {
	files: File[] = [];
	dropEffect = "copy";
	get items(): unknown {
		const items = this.files.map((file) => ({
			kind: "file",
			getAsFile: () => file,
			webkitGetAsEntry: () => ({ isDirectory: file === folder }),
		}));
		return Object.assign(items, { add: (file: File) => this.files.push(file) });
	}
	get types(): string[] {
		return this.files.length ? ["Files"] : ["text/plain"];
	}
}

/** Browsers hand it over as a file of no type. */
const folder = new File([], "transcripts");
const talk = new File(["WEBVTT"], "talk.vtt");
const find = (selector: string) => document.querySelector(selector) as HTMLElement;
const status = () => find("[role=status]").textContent;
let field: HTMLInputElement;

function send(kind: string, target: Element, files: File[]): DragEvent {
	const transfer = new Transfer();
	transfer.files = files;
	const event = new Event(kind, { bubbles: true, cancelable: true });
	Object.assign(event, { dataTransfer: transfer });
	target.dispatchEvent(event);
	return event as DragEvent;
}

beforeEach(() => {
	vi.stubGlobal("DataTransfer", Transfer);
	const page = document.implementation.createHTMLDocument();
	vi.stubGlobal("document", page);
	page.body.innerHTML = '<h1>Add</h1><div data-dropzone><label>File</label><input type="file"></div>';
	field = find("input") as HTMLInputElement;
	Object.defineProperty(field, "files", { value: [], writable: true });
	bindDropzones(page);
});

describe("a file over the zone", () => {
	test("is taken by the field wherever in the zone it falls, and named", () => {
		const changed = vi.fn();
		field.addEventListener("change", changed);
		expect(send("drop", find("label"), [talk]).defaultPrevented).toBe(true);
		expect(field.files).toEqual([talk]);
		expect(changed).toHaveBeenCalledOnce();
		expect(status()).toBe("Chosen: talk.vtt");
	});

	test("lights the zone until it leaves or falls", () => {
		const zone = find("[data-dropzone]");
		for (const end of ["dragleave", "drop"]) {
			send("dragover", zone, [talk]);
			expect(zone.classList).toContain("is-over");
			send(end, zone, [talk]);
			expect(zone.classList).not.toContain("is-over");
		}
	});

	test("are all of several where the field takes many", () => {
		field.multiple = true;
		send("drop", find("[data-dropzone]"), [talk, new File([], "other.txt")]);
		expect(field.files).toHaveLength(2);
		expect(status()).toBe("Chosen: 2 files");
	});

	test("is the first of several", () => {
		send("drop", find("[data-dropzone]"), [talk, new File([], "other.txt")]);
		expect(field.files).toEqual([talk]);
	});
});

describe("a folder over the zone", () => {
	const words = "A folder can't be dropped: open it and drop the files in it.";

	test("is not taken for a file, and what was chosen before stays", () => {
		expect(send("drop", find("[data-dropzone]"), [folder]).defaultPrevented).toBe(true);
		expect(field.files).toEqual([]);
		expect(status()).toBe(words);
		send("drop", find("[data-dropzone]"), [talk]);
		send("drop", find("[data-dropzone]"), [folder]);
		expect(field.files).toEqual([talk]);
		expect(status()).toBe(`${words} Chosen: talk.vtt`);
	});

	test("keeps no file beside it from being taken", () => {
		send("drop", find("[data-dropzone]"), [folder, talk]);
		expect(field.files).toEqual([talk]);
		expect(status()).toBe(`${words} Chosen: talk.vtt`);
	});
});

test("a file beside the zone is refused, and chosen is what was chosen before", () => {
	send("drop", find("[data-dropzone]"), [talk]);
	const over = send("dragover", find("h1"), [talk]);
	expect(over.defaultPrevented).toBe(true);
	expect(over.dataTransfer?.dropEffect).toBe("none");
	expect(send("drop", find("h1"), [new File([], "other.txt")]).defaultPrevented).toBe(true);
	expect(field.files).toEqual([talk]);
});

test("text that is dragged goes where it always goes", () => {
	for (const target of ["h1", "[data-dropzone]"])
		for (const kind of ["dragover", "drop"]) expect(send(kind, find(target), []).defaultPrevented).toBe(false);
});

test("what is chosen by hand is named, and taking it back is told", () => {
	Object.assign(field, { files: [talk] });
	field.dispatchEvent(new Event("change"));
	expect(status()).toBe("Chosen: talk.vtt");
	Object.assign(field, { files: [] });
	field.dispatchEvent(new Event("change"));
	expect(status()).toBe("Or drop a file here.");
});
