/** What befalls the picture: movement and its end, another size, and that the browser takes its canvas away. */
import type Sigma from "sigma";
import type { StageEvents } from "./pointer";

/** So long after the last movement names are placed anew. */
const SETTLE_MS = 140;

/** Whether the picture moved a moment ago; `settled` is called when it has come to rest. */
export function watchMovement(sigma: Sigma, settled: () => void): () => boolean {
	let timer = 0;
	const note = (): void => {
		clearTimeout(timer);
		timer = window.setTimeout(() => {
			timer = 0;
			settled();
		}, SETTLE_MS);
	};
	sigma.getCamera().on("updated", note);
	sigma.getGraph().on("nodeAttributesUpdated", note);
	sigma.on("kill", () => clearTimeout(timer));
	return () => timer !== 0;
}

/** Its box changes where the window does not: a panel comes beside it, or full screen ends. */
export function watchSize(sigma: Sigma, container: HTMLElement, signal: AbortSignal): void {
	const watch = new ResizeObserver(() => container.clientWidth && sigma.scheduleRefresh());
	watch.observe(container);
	signal.addEventListener("abort", () => watch.disconnect());
}

/** A graphics processor that starts anew, or a phone that was put aside, takes the canvas's contents away. */
export function watchLoss(sigma: Sigma, events: StageEvents, signal: AbortSignal): void {
	const lose = (event: Event): void => {
		event.preventDefault(); // else it is never given back
		events.lost?.();
	};
	for (const canvas of Object.values(sigma.getCanvases())) {
		canvas.addEventListener("webglcontextlost", lose, { signal });
		canvas.addEventListener("webglcontextrestored", () => events.restored?.(), { signal });
	}
}
