/** A recording on the page: a media file, played by the browser itself. */
export interface Recording {
	readonly element: HTMLElement;
	/** In seconds; `play`: also begin to play there. */
	seek(second: number, play: boolean): void;
	/** Plays or pauses. Says whether it could. */
	toggle(): boolean;
}

export type Tell = (second: number, plays: boolean) => void;

/** `lost`: it can't be played, or not any longer. */
export function openMedia(kind: string, source: string, second: number, tell: Tell, lost: () => void): Recording {
	const media = document.createElement(kind === "audio" ? "audio" : "video");
	media.controls = true;
	media.autoplay = true;
	media.preload = "metadata";
	media.src = `${source}#t=${second}`;
	media.tabIndex = 0;
	for (const event of ["timeupdate", "play", "pause", "seeked"]) {
		media.addEventListener(event, () => tell(media.currentTime, !media.paused));
	}
	media.addEventListener("error", lost);
	// what it can't play it says by `error`; where a browser wants to be asked by hand, its own controls are there
	const play = (): void => void media.play().catch(() => {});
	return {
		element: media,
		seek(to, plays) {
			media.currentTime = to;
			if (plays) play();
		},
		toggle() {
			if (media.paused) play();
			else media.pause();
			return true;
		},
	};
}
