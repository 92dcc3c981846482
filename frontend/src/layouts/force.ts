/** Asks the worker for places. A later question takes the place of one that is not answered yet. */
import type { Spot } from "./areas";

type Pair = readonly [number, number];

export interface ForceQuestion {
	readonly spots: readonly Pair[];
	/** two places in `spots`, and how strongly they are joined */
	readonly lines: readonly (readonly [number, number, number])[];
	/** places in `spots` that don't move */
	readonly fixed: readonly number[];
}

export interface ForceAnswer {
	readonly spots: readonly Pair[];
}

export interface Forces {
	/** null when it was overtaken. Rejects where no worker can be had. */
	find(question: ForceQuestion): Promise<readonly Spot[] | null>;
}

export function openForces(): Forces {
	let giveUp: () => void = () => {};
	return {
		find(question) {
			giveUp();
			const worker = new Worker(new URL("./force.worker.ts", import.meta.url), { type: "module" });
			return new Promise((resolve, reject) => {
				const end = (spots: readonly Spot[] | null): void => {
					worker.terminate();
					resolve(spots);
				};
				giveUp = () => end(null);
				worker.addEventListener("message", ({ data }: MessageEvent<ForceAnswer>) => {
					end(data.spots.map(([x, y]) => ({ x, y })));
				});
				worker.addEventListener("error", () => reject(new Error("the layout could not be computed")));
				worker.postMessage(question);
			});
		},
	};
}
