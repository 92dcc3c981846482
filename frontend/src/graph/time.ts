/** Where segments lie in time. Where a transcript has no times, its segments stand for them. Pure.
 * The server lays the chapters by the same rule (`portrait/timebar.py`). */
import type { VideoGraph } from "./read";

export const BAR = 1000;

type Timed = Pick<VideoGraph, "starts" | "end">;

export function hasTimes({ starts }: Timed): boolean {
	return starts.some((start) => start !== null);
}

/** A segment's place on the time bar, 0..BAR. */
export function placeOnBar(graph: Timed, segment: number): number {
	const start = graph.starts[segment - 1];
	if (typeof start === "number" && graph.end) return Math.min(BAR, (BAR * start) / graph.end);
	return (BAR * (segment - 1)) / Math.max(1, graph.starts.length);
}

/** The segment that is said at a moment, in milliseconds: the last that has begun; null before the first. */
export function segmentAt({ starts }: Timed, ms: number): number | null {
	const index = starts.findLastIndex((start) => start !== null && start <= ms);
	return index < 0 ? null : index + 1;
}

/** The moment, in seconds, that a whole second of an address means. Addresses round down: it is the beginning of what
 * begins within that second. */
export function momentOf({ starts }: Timed, second: number): number {
	const begins = starts.find((start) => start !== null && Math.floor(start / 1000) === second);
	return typeof begins === "number" ? begins / 1000 : second;
}
