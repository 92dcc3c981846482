/** A recording on the page: a media file, played by the browser itself. */
export interface Recording {
	readonly element: HTMLElement;
	/** In seconds; `play`: also begin to play there. */
	seek(second: number, play: boolean): void;
	toggle(): void;
}

export type Tell = (second: number, plays: boolean) => void;

export function openMedia(kind: string, source: string, second: number, tell: Tell): Recording {
	const media = document.createElement(kind === "audio" ? "audio" : "video");
	media.controls = true;
	media.autoplay = true;
	media.preload = "metadata";
	media.src = `${source}#t=${second}`;
	media.tabIndex = 0;
	for (const event of ["timeupdate", "play", "pause", "seeked"]) {
		media.addEventListener(event, () => tell(media.currentTime, !media.paused));
	}
	return {
		element: media,
		seek(to, play) {
			media.currentTime = to;
			if (play) void media.play();
		},
		toggle() {
			if (media.paused) void media.play();
			else media.pause();
		},
	};
}
