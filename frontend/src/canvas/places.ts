/** Where every dot stands on the screen, for the picture that was drawn last, in plain arrays: looking for what the
 * pointer means, lighting and lettering go through them on every frame. */
import type Sigma from "sigma";
import type { Box } from "./labels";
import type { View } from "./picture";

export class Places {
	/** CSS pixels from the canvas's corner */
	readonly x: Float32Array;
	readonly y: Float32Array;
	readonly radius: Float32Array;
	/** 1: is there (it may still lie outside the frame) */
	readonly shown: Uint8Array;
	readonly edgeShown: Uint8Array;
	/** 1: is drawn in the light */
	readonly lit: Uint8Array;
	private readonly keys: readonly string[];

	constructor(nodes: number, edges: number) {
		this.x = new Float32Array(nodes);
		this.y = new Float32Array(nodes);
		this.radius = new Float32Array(nodes);
		this.shown = new Uint8Array(nodes);
		this.edgeShown = new Uint8Array(edges);
		this.lit = new Uint8Array(nodes);
		this.keys = Array.from({ length: nodes }, (_, i) => String(i));
	}

	/** The camera's work is the same for all, so it is asked three times and not a thousand. */
	measure(sigma: Sigma): void {
		const o = sigma.framedGraphToViewport({ x: 0, y: 0 });
		const a = sigma.framedGraphToViewport({ x: 1, y: 0 });
		const b = sigma.framedGraphToViewport({ x: 0, y: 1 });
		const [ax, ay, bx, by] = [a.x - o.x, a.y - o.y, b.x - o.x, b.y - o.y];
		const scale = sigma.scaleSize(1);
		this.keys.forEach((key, i) => {
			const data = sigma.getNodeDisplayData(key);
			this.shown[i] = data && !data.hidden ? 1 : 0;
			if (!data) return;
			this.x[i] = o.x + data.x * ax + data.y * bx;
			this.y[i] = o.y + data.x * ay + data.y * by;
			this.radius[i] = data.size * scale;
		});
	}

	/** So many lines are shown. */
	lines = 0;

	note(view: View): void {
		this.lines = 0;
		for (let i = 0; i < this.edgeShown.length; i++) {
			this.edgeShown[i] = view.showsEdge(i) ? 1 : 0;
			this.lines += this.edgeShown[i] ?? 0;
		}
	}

	within(box: Box): number[] {
		const inside = (at: number): boolean => {
			const [x, y] = [this.x[at] ?? 0, this.y[at] ?? 0];
			return this.shown[at] === 1 && x >= box.left && x <= box.right && y >= box.top && y <= box.bottom;
		};
		return this.keys.flatMap((_, at) => (inside(at) ? [at] : []));
	}

	light(view: View): void {
		this.lit.fill(0);
		const lights = view.lightsNode ?? view.showsNode;
		for (const place of view.lit?.nodes ?? []) {
			if (place === view.lit?.centre || lights(place)) this.lit[place] = 1;
		}
	}

	/** Where a node stands, whether it is shown or not. */
	at(place: number): { x: number; y: number; radius: number } {
		return { x: this.x[place] ?? 0, y: this.y[place] ?? 0, radius: this.radius[place] ?? 0 };
	}
}
