/** Plays the recording, when and only when the reader asks: before that, nothing is requested from elsewhere. */
import { sayFailed } from "./failed";
import { openMedia, type Recording } from "./recording";
import { openYouTube, watchAddress } from "./youtube";

export interface Player {
	/** Goes to a second if the recording is there already; `start` also brings it. Says whether it could. */
	seek(second: number, start: boolean): boolean;
	/** Plays or pauses what is there already. Says whether it could. */
	toggle(): boolean;
}

export interface PlayerEvents {
	/** Where to begin when play is pressed, in seconds. */
	begin(): number;
	/** Where it is, several times a second while it plays, and when it begins or ends to play. */
	time(second: number, plays: boolean): void;
	/** It can't be played, or not any longer. */
	lost(): void;
}

const ABSENT: Player = { seek: () => false, toggle: () => false };

export function bindPlayer(box: HTMLElement | null, events: PlayerEvents): Player {
	const button = box?.querySelector<HTMLButtonElement>("[data-play]");
	if (!box || !button) return ABSENT;
	let recording: Recording | null = null;
	const { kind = "", src = "" } = box.dataset;
	const bring = (second: number): void => {
		recording =
			kind === "youtube"
				? openYouTube(src, second, events.time, lose)
				: openMedia(kind, src, second, events.time, lose);
		box.replaceChildren(recording.element);
		recording.element.focus();
	};
	const lose = (): void => {
		recording = null;
		sayLost(box, kind === "youtube" ? watchAddress(src) : src, () => bring(events.begin()));
		events.lost();
	};
	button.hidden = false;
	button.addEventListener("click", () => bring(events.begin()));
	return {
		seek(second, start) {
			if (!recording && !start) return false;
			if (recording) recording.seek(second, start);
			else bring(second);
			return true;
		},
		toggle() {
			return recording?.toggle() ?? false;
		},
	};
}

/** With the way to where it lies, which a browser may take where our page can't. */
function sayLost(box: HTMLElement, address: string, again: () => void): void {
	const held = box.contains(document.activeElement);
	sayFailed(box, "The recording can’t be played here.", again);
	const link = document.createElement("a");
	link.href = address;
	link.rel = "noopener noreferrer external";
	link.textContent = "Open the recording";
	box.querySelector("p")?.append(" · ", link);
	if (held) box.querySelector("button")?.focus();
}
