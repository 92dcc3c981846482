/** While a large picture is pushed about, what was drawn last is moved and stretched as it is, which costs nothing; it
 * is drawn anew where it comes to rest, or has gone so far that too little of it is left in sight. */
import type Sigma from "sigma";
import type { CameraState } from "sigma/types";
import type { Point } from "./hits";

/** In parts of the canvas. */
const FARTHEST = 0.4;
const LARGEST = 1.8;
const SMALLEST = 0.6;

interface Way {
	readonly x: number;
	readonly y: number;
	readonly scale: number;
}

const REST: Way = { x: 0, y: 0, scale: 1 };

export interface Gliding {
	/** Where a point of the screen is in what was drawn. */
	find(p: Point): Point;
	/** Draws anew if anything was moved; says whether. */
	land(): boolean;
}

export function bindGliding(sigma: Sigma): Gliding {
	const camera = sigma.getCamera();
	const draw = sigma.scheduleRender.bind(sigma);
	let way = REST;
	let seen = camera.getState();
	const layers = Object.entries(sigma.getCanvases()).flatMap(([id, layer]) => (id === "mouse" ? [] : [layer]));
	const go = (to: Way): void => {
		way = to;
		const transform = to === REST ? "" : `translate(${to.x}px, ${to.y}px) scale(${to.scale})`;
		for (const { style } of layers) style.transform = transform;
	};
	const follow = (): Sigma => {
		const state = camera.getState();
		const stands = isSame(state, seen);
		seen = state;
		const to = stands || !isPushed(sigma) ? null : measure(sigma, state);
		if (!to || isTooFar(sigma, to)) return draw();
		go(to);
		return sigma;
	};
	for (const { style } of layers) style.transformOrigin = "0 0";
	Object.assign(sigma, { scheduleRender: follow });
	sigma.on("beforeRender", () => {
		if (way !== REST) go(REST);
	});
	return {
		find: (p) => ({ x: (p.x - way.x) / way.scale, y: (p.y - way.y) / way.scale }),
		land() {
			if (way === REST) return false;
			draw();
			return true;
		},
	};
}

function isPushed(sigma: Sigma): boolean {
	return sigma.getCamera().isAnimated() || sigma.getMouseCaptor().isMouseDown || sigma.getTouchCaptor().isMoving;
}

function isSame(one: CameraState, other: CameraState): boolean {
	return one.x === other.x && one.y === other.y && one.ratio === other.ratio;
}

/** From what was drawn last to what the camera sees now. */
function measure(sigma: Sigma, cameraState: CameraState): Way {
	const { width, height } = sigma.getDimensions();
	const ends = [
		{ x: 0, y: 0 },
		{ x: width, y: height },
	].map((corner) => sigma.framedGraphToViewport(sigma.viewportToFramedGraph(corner), { cameraState }));
	const [first = REST, last = REST] = ends;
	return { x: first.x, y: first.y, scale: (last.x - first.x) / Math.max(1, width) };
}

function isTooFar(sigma: Sigma, { x, y, scale }: Way): boolean {
	const { width, height } = sigma.getDimensions();
	const [middle, centre] = [x + (width * scale) / 2, y + (height * scale) / 2];
	const away = Math.max(Math.abs(middle / width - 0.5), Math.abs(centre / height - 0.5));
	return !(away < FARTHEST && scale < LARGEST && scale > SMALLEST);
}
