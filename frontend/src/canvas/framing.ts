/** What part of the plane fills the canvas: all of it, or the few that are shown. It becomes another without a jump. */
import type Sigma from "sigma";
import { motionTime } from "./motion";
import type { View } from "./picture";

const FEW = 0.6;

/** Where few of many are drawn, they get the frame to themselves. Counts from the next `refresh` on. */
export function frameShown(sigma: Sigma, view: View): void {
	const graph = sigma.getGraph();
	const shown = graph.filterNodes((key) => view.showsNode(Number(key)));
	const spots = shown.map((key) => graph.getNodeAttributes(key));
	const range = (of: readonly number[]): [number, number] => [Math.min(...of), Math.max(...of)];
	const box = { x: range(spots.map((spot) => spot.x)), y: range(spots.map((spot) => spot.y)) };
	sigma.setCustomBBox(shown.length < graph.order * FEW ? box : null);
}

/** Whatever is moved from now on. */
export function keepFrame(sigma: Sigma): void {
	if (!sigma.getCustomBBox()) sigma.setCustomBBox(sigma.getBBox());
}

/** Whether something lies outside the frame that is shown from now on only. */
export function bringsOutside(sigma: Sigma, before: View, next: View): boolean {
	const box = sigma.getCustomBBox();
	if (!box) return false;
	return sigma.getGraph().someNode((key, { x, y }) => {
		const [place, outside] = [Number(key), x < box.x[0] || x > box.x[1] || y < box.y[0] || y > box.y[1]];
		return outside && next.showsNode(place) && !before.showsNode(place);
	});
}

/** Frames what is shown, and goes there from what is seen now. `refresh`: draws everything anew. */
export function reframe(sigma: Sigma, view: View, refresh: () => void): void {
	const before = readSight(sigma);
	frameShown(sigma, view);
	refresh();
	const { middle, width } = before;
	const ratio = (sigma.getCamera().getState().ratio * width) / (readSight(sigma).width || 1);
	sigma.getCamera().setState({ ...sigma.viewportToFramedGraph(sigma.graphToViewport(middle)), ratio });
	void sigma.getCamera().animatedReset({ duration: motionTime() });
}

/** The middle of what is seen, and how much from corner to corner, in the plane's own coordinates. */
function readSight(sigma: Sigma): { middle: { x: number; y: number }; width: number } {
	const { width, height } = sigma.getDimensions();
	const now = { cameraState: sigma.getCamera().getState() };
	const [a, b] = [sigma.viewportToGraph({ x: 0, y: 0 }, now), sigma.viewportToGraph({ x: width, y: height }, now)];
	return { middle: { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 }, width: Math.hypot(a.x - b.x, a.y - b.y) };
}
