/** How long what moves by itself takes: hardly any time for whoever wants no motion. Milliseconds, never zero, since
 * Sigma divides by them. */
import { isCalm } from "../appearance/motion";

const USUAL = 200;
const LEAST = 1;

export function motionTime(): number {
	return isCalm() ? LEAST : USUAL;
}

/** What Sigma moves by itself, after the wheel, a push or a double click. */
export function motionSettings(): Record<string, number> {
	if (!isCalm()) return {};
	return { zoomDuration: LEAST, doubleClickZoomingDuration: LEAST, inertiaDuration: LEAST, inertiaRatio: 0 };
}
