// @vitest-environment jsdom
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { openYouTube } from "../src/panels/youtube";
import { click, find, openVideoPage, slide, told } from "./videopage";

const YOUTUBE = "https://www.youtube-nocookie.com/embed/abcdefgh";

/** What the frame's page says to ours. */
function answer(frame: HTMLIFrameElement, said: object): void {
	const data = JSON.stringify(said);
	dispatchEvent(new MessageEvent("message", { data, origin: new URL(YOUTUBE).origin, source: frame.contentWindow }));
}

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
		const blocked = openYouTube(
			YOUTUBE,
			0,
			() => {},
			() => {},
		);
		expect(blocked.toggle()).toBe(false);
	});

	it("is one of YouTube's too that may not be played here", () => {
		const lost = vi.fn();
		const frame = document.body.appendChild(openYouTube(YOUTUBE, 0, () => {}, lost).element) as HTMLIFrameElement;
		answer(frame, { event: "onReady" });
		expect(lost).not.toHaveBeenCalled();
		answer(frame, { event: "onError", info: 150 });
		expect(lost).toHaveBeenCalledOnce();
	});
});

describe("YouTube's frame", () => {
	beforeEach(() => void vi.useFakeTimers());
	afterEach(() => void vi.useRealTimers());

	it("is told that we listen until it answers", () => {
		const frame = document.body.appendChild(
			openYouTube(
				YOUTUBE,
				0,
				() => {},
				() => {},
			).element,
		) as HTMLIFrameElement;
		const told = vi.spyOn(frame.contentWindow as Window, "postMessage").mockImplementation(() => {});
		const listening = () => told.mock.calls.filter(([message]) => String(message).includes("listening")).length;
		frame.dispatchEvent(new Event("load"));
		vi.advanceTimersByTime(600);
		expect(listening()).toBe(3);
		answer(frame, { event: "onReady" });
		vi.advanceTimersByTime(6000);
		expect(listening()).toBe(3);
	});

	it("is brought anew once where a slider that is drawn comes to rest before it answers", () => {
		const recording = openYouTube(
			YOUTUBE,
			0,
			() => {},
			() => {},
		);
		const replaced: string[] = [];
		const window = { location: { replace: (address: string) => replaced.push(address) } };
		Object.defineProperty(recording.element, "contentWindow", { value: window });
		for (const second of [1, 2, 60]) recording.seek(second, false);
		vi.runAllTimers();
		expect(replaced.map((address) => address.split("&").at(-1))).toEqual(["start=60"]);
	});
});

it("leaves a talk without times beside a recording that plays to be told at reading speed", async () => {
	await openVideoPage("", "", false);
	click("[data-play]");
	plays();
	vi.useFakeTimers();
	click("[data-tell]");
	vi.advanceTimersByTime(1);
	move(1, true);
	vi.advanceTimersByTime(1000);
	expect(told()[0]).toBe("s2");
	vi.useRealTimers();
});
