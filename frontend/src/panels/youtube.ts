/** YouTube's player in its frame without cookies, spoken to by messages alone: no script of theirs runs on our page.
 * A frame that never answers is still one that can be brought anew at another second. */
import type { Recording, Tell } from "./recording";

const [PLAYING, BUFFERING] = [1, 3];
/** The frame hears nothing before its own script is there: it is told again until it answers, or for so many times. */
const [AGAIN_MS, MOST_TIMES] = [250, 40];
/** A slider that is drawn brings the frame anew where it comes to rest, not at each step on the way. */
const REST_MS = 300;

export function openYouTube(source: string, second: number, tell: Tell, lost: () => void): Recording {
	const frame = document.createElement("iframe");
	const host = new URL(source).origin;
	const address = (at: number): string =>
		`${source}?autoplay=1&rel=0&enablejsapi=1&origin=${encodeURIComponent(location.origin)}&start=${Math.floor(at)}`;
	let [at, plays, answers] = [second, false, false];
	frame.src = address(second);
	frame.title = "The recording";
	frame.allow = "autoplay; fullscreen; encrypted-media; picture-in-picture";
	frame.referrerPolicy = "strict-origin-when-cross-origin";
	const say = (message: object): void => frame.contentWindow?.postMessage(JSON.stringify(message), host);
	const order = (func: string, args: unknown[] = []): void => say({ event: "command", func, args });
	let times = 0;
	const listen = (): void => {
		if (answers || !frame.isConnected || times >= MOST_TIMES) return;
		times += 1;
		say({ event: "listening", id: 1, channel: "widget" });
		setTimeout(listen, AGAIN_MS);
	};
	frame.addEventListener("load", () => {
		times = 0;
		listen();
	});
	addEventListener("message", (event) => {
		if (event.source !== frame.contentWindow || event.origin !== host || !frame.isConnected) return;
		if (!answers) order("addEventListener", ["onError"]);
		answers = true;
		if (isError(event.data)) return lost();
		const info = readInfo(event.data);
		if (info.playerState !== undefined && info.playerState !== BUFFERING) plays = info.playerState === PLAYING;
		if (info.currentTime !== undefined) at = info.currentTime;
		if (info.playerState !== undefined || info.currentTime !== undefined) tell(at, plays);
	});
	let resting = 0;
	const go = (to: number, play: boolean): void => {
		if (!answers) {
			frame.contentWindow?.location.replace(address(to)); // and so no step of the reader's way back
			return;
		}
		order("seekTo", [to, true]);
		if (play) order("playVideo");
	};
	return {
		element: frame,
		seek(to, play) {
			clearTimeout(resting);
			if (answers) go(to, play);
			else resting = window.setTimeout(() => go(to, play), REST_MS);
		},
		toggle() {
			if (answers) order(plays ? "pauseVideo" : "playVideo");
			return answers;
		},
	};
}

/** Where it plays though its owner forbids to play it on other pages. */
export function watchAddress(source: string): string {
	return `https://www.youtube.com/watch?v=${new URL(source).pathname.split("/").at(-1)}`;
}

/** Such as that the owner forbids to play it on other pages. */
function isError(data: unknown): boolean {
	try {
		return (JSON.parse(String(data)) as { event?: unknown } | null)?.event === "onError";
	} catch {
		return false;
	}
}

/** What another window says is believed only so far as it has the right shape. */
function readInfo(data: unknown): { currentTime?: number; playerState?: number } {
	try {
		const { info } = JSON.parse(String(data)) as { info?: { currentTime?: unknown; playerState?: unknown } };
		const known: { currentTime?: number; playerState?: number } = {};
		if (typeof info?.currentTime === "number") known.currentTime = info.currentTime;
		if (typeof info?.playerState === "number") known.playerState = info.playerState;
		return known;
	} catch {
		return {};
	}
}
