/** Plays the recording, when and only when the reader asks: before that, nothing is requested from elsewhere. */
import { openMedia, type Recording } from "./recording";
import { openYouTube } from "./youtube";

export interface Player {
	/** Goes to a second if the recording is there already; `start` also brings it. Says whether it could. */
	seek(second: number, start: boolean): boolean;
	/** Plays or pauses what is there already. Says whether it could. */
	toggle(): boolean;
}

export interface PlayerEvents {
	/** Where it is, several times a second while it plays, and when it begins or ends to play. */
	time(second: number, plays: boolean): void;
}

const ABSENT: Player = { seek: () => false, toggle: () => false };

export function bindPlayer(box: HTMLElement | null, events: PlayerEvents): Player {
	const button = box?.querySelector<HTMLButtonElement>("[data-play]");
	if (!box || !button) return ABSENT;
	let recording: Recording | null = null;
	const bring = (second: number): void => {
		const { kind = "", src = "" } = box.dataset;
		recording = kind === "youtube" ? openYouTube(src, second, events.time) : openMedia(kind, src, second, events.time);
		box.replaceChildren(recording.element);
		recording.element.focus();
	};
	button.hidden = false;
	button.addEventListener("click", () => bring(Number(new URLSearchParams(location.search).get("at") ?? 0)));
	return {
		seek(second, start) {
			if (!recording && !start) return false;
			if (recording) recording.seek(second, start);
			else bring(second);
			return true;
		},
		toggle() {
			recording?.toggle();
			return recording !== null;
		},
	};
}
