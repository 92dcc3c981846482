/** Plays the recording, when and only when the reader asks: before that, nothing is requested from elsewhere. */
export interface Player {
	/** Goes to a second if the recording is there already; `start` also brings it. Says whether it could. */
	seek(second: number, start: boolean): boolean;
}

export function bindPlayer(box: HTMLElement | null): Player {
	const button = box?.querySelector<HTMLButtonElement>("[data-play]");
	if (!box || !button) return { seek: () => false };
	let playing: HTMLIFrameElement | HTMLMediaElement | null = null;
	const bring = (second: number): void => {
		playing = build(box.dataset.kind ?? "", box.dataset.src ?? "", second);
		box.replaceChildren(playing);
	};
	button.hidden = false;
	button.addEventListener("click", () => bring(Number(new URLSearchParams(location.search).get("at") ?? 0)));
	return {
		seek(second, start) {
			if (!playing && !start) return false;
			if (playing instanceof HTMLMediaElement) playing.currentTime = second;
			else bring(second);
			return true;
		},
	};
}

function build(kind: string, source: string, second: number): HTMLIFrameElement | HTMLMediaElement {
	if (kind === "youtube") {
		const frame = document.createElement("iframe");
		frame.src = `${source}?autoplay=1&rel=0&start=${second}`;
		frame.title = "The recording";
		frame.allow = "autoplay; fullscreen; encrypted-media; picture-in-picture";
		frame.referrerPolicy = "strict-origin-when-cross-origin";
		return frame;
	}
	const media = document.createElement(kind === "audio" ? "audio" : "video");
	media.controls = true;
	media.autoplay = true;
	media.src = `${source}#t=${second}`;
	return media;
}
