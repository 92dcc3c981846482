/** The canvases that we draw on between Sigma's, and how far those behind are dimmed. */
import type Sigma from "sigma";

/** Sigma's own layers for names and hovered dots: we don't use them, and an empty one costs as much as a full one. */
const UNUSED = ["edgeLabels", "labels", "hovers", "hoverNodes"];

export interface Layers {
	/** names of what is at rest */
	readonly names: CanvasRenderingContext2D;
	readonly lit: CanvasRenderingContext2D;
	/** Makes a layer empty, and as large as the picture. */
	clear(pen: CanvasRenderingContext2D): void;
	/** What stands behind steps back. `crowded`: its lines further, since they would be a fog. */
	dim(on: boolean, crowded: boolean): void;
}

export function openLayers(sigma: Sigma, container: HTMLElement): Layers {
	for (const id of UNUSED) (sigma.getCanvases()[id] as HTMLElement).style.display = "none";
	const open = (id: string): CanvasRenderingContext2D => {
		const canvas = sigma.createCanvas(id, { beforeLayer: "mouse" });
		canvas.style.pointerEvents = "none";
		return canvas.getContext("2d") as CanvasRenderingContext2D;
	};
	const [names, lit] = [open("names"), open("lit")];
	// the layer that takes the pointer is empty: out of sight it need not be put together with the others
	(sigma.getCanvases().mouse as HTMLElement).style.opacity = "0";
	sigma.resize(true);
	return {
		names,
		lit,
		clear(pen) {
			const { width, height } = sigma.getDimensions();
			const density = window.devicePixelRatio || 1;
			sizeTo(pen.canvas, Math.round(width * density), Math.round(height * density));
			pen.setTransform(density, 0, 0, density, 0, 0);
			pen.clearRect(0, 0, width, height);
		},
		dim(on, crowded) {
			container.classList.toggle("is-dimmed", on);
			container.classList.toggle("is-crowded", crowded);
		},
	};
}

function sizeTo(canvas: HTMLCanvasElement, width: number, height: number): void {
	if (canvas.width !== width) canvas.width = width;
	if (canvas.height !== height) canvas.height = height;
}
