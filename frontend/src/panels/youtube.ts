/** YouTube's player in its frame without cookies, spoken to by messages alone: no script of theirs runs on our page.
 * A frame that never answers is still one that can be brought anew at another second. */
import type { Recording, Tell } from "./recording";

const [PLAYING, BUFFERING] = [1, 3];

export function openYouTube(source: string, second: number, tell: Tell): Recording {
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
	frame.addEventListener("load", () => say({ event: "listening", id: 1, channel: "widget" }));
	addEventListener("message", (event) => {
		if (event.source !== frame.contentWindow || event.origin !== host) return;
		answers = true;
		const info = readInfo(event.data);
		if (info.playerState !== undefined && info.playerState !== BUFFERING) plays = info.playerState === PLAYING;
		if (info.currentTime !== undefined) at = info.currentTime;
		if (info.playerState !== undefined || info.currentTime !== undefined) tell(at, plays);
	});
	return {
		element: frame,
		seek(to, play) {
			if (!answers) {
				frame.contentWindow?.location.replace(address(to)); // and so no step of the reader's way back
				return;
			}
			order("seekTo", [to, true]);
			if (play) order("playVideo");
		},
		toggle() {
			if (answers) order(plays ? "pauseVideo" : "playVideo");
			return answers;
		},
	};
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
