// @vitest-environment jsdom
import { beforeEach, describe, expect, it, vi } from "vitest";
import { openYouTube } from "../src/panels/youtube";
import { click, find, openVideoPage, slide, told } from "./videopage";

/** The browser's player: where it stands, whether it plays, and how far off it comes to stand. */
let [second, paused, error] = [0, true, 0];
const sought: number[] = [];

function say(event: string): void {
	document.querySelector("audio")?.dispatchEvent(new Event(event));
}

function move(to: number, plays: boolean): void {
	[second, paused] = [to, !plays];
	say("timeupdate");
}

function plays(): void {
	paused = false;
	say("play");
}

beforeEach(() => {
	[second, paused, error] = [0, true, 0];
	sought.length = 0;
	const media = HTMLMediaElement.prototype;
	Object.defineProperty(media, "paused", { configurable: true, get: () => paused });
	Object.defineProperty(media, "currentTime", {
		configurable: true,
		get: () => second,
		set: (to: number) => {
			sought.push(to);
			second = to - error;
			say("seeked");
		},
	});
	media.play = async () => plays();
	media.pause = () => {
		paused = true;
		say("pause");
	};
});

describe("a recording that stands paused", () => {
	it.each([0, 0.2])("follows the reader's slider step by step, %d s off", async (off) => {
		await openVideoPage();
		click("[data-play]");
		plays();
		find<HTMLMediaElement>("audio").pause();
		error = off;
		for (const segment of [2, 3, 4, 2]) {
			slide(segment);
			expect(told()).toEqual([`s${segment}`, `s${segment}`]);
		}
	});

	it("leaves the segment told whose time was clicked, and is put where that begins", async () => {
		await openVideoPage("?until=2");
		click("[data-play]");
		plays();
		find<HTMLMediaElement>("audio").pause();
		click("#s4 .when");
		expect(told()[0]).toBe("s4");
		expect(sought).toEqual([60.4]);
	});

	it("is followed again as soon as it is moved by its own controls", async () => {
		await openVideoPage("?until=2");
		click("[data-play]");
		slide(4);
		move(2.5, false);
		expect(told()[0]).toBe("s3");
	});
});

describe("a recording that plays", () => {
	it("goes back to a time that is clicked once more", async () => {
		await openVideoPage("?at=60");
		click("[data-play]");
		plays();
		move(63, true);
		click("#s4 .when");
		expect(sought).toEqual([60.4]);
		expect(told()[0]).toBe("s4");
	});

	it.each([
		["?until=4", "60.4"],
		["?until=4&at=2", "60.4"],
		["?at=60", "60.4"],
		["?at=61", "61"],
		["?at=abc", "0"],
		["", "0"],
	])("begins where the reader is: %s", async (query, start) => {
		await openVideoPage(query);
		click("[data-play]");
		expect(find<HTMLMediaElement>("audio").src).toBe(`https://example.org/talk.mp3#t=${start}`);
	});
});

describe("a recording that is gone", () => {
	it("is told of with the way to it, can be tried again, and leaves telling at reading speed", async () => {
		await openVideoPage();
		click("[data-play]");
		say("error");
		expect(find("[data-player] [role=alert]").textContent).toContain("can’t be played");
		expect(find<HTMLAnchorElement>("[data-player] a").href).toBe("https://example.org/talk.mp3");
		click("[data-tell]");
		await vi.waitFor(() => expect(told()[0]).toBe("s1"));
		click("[data-player] button");
		expect(find("audio")).toBe(document.activeElement);
	});

	it("leaves no error unheard where it refuses to play", async () => {
		await openVideoPage();
		click("[data-play]");
		HTMLMediaElement.prototype.play = () => Promise.reject(new DOMException("", "NotSupportedError"));
		click("[data-tell]");
	});

	it("is one of YouTube's too as long as its frame says nothing", () => {
		const blocked = openYouTube("https://www.youtube-nocookie.com/embed/abcdefgh", 0, () => {});
		expect(blocked.toggle()).toBe(false);
	});
});
