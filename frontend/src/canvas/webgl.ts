/** Whether there can be a live canvas. Apart from the stage, which is loaded only where there can. */
export function hasWebGL(): boolean {
	try {
		const pen = document.createElement("canvas").getContext("webgl2");
		// a browser keeps few of them open: this one is needed no longer
		pen?.getExtension("WEBGL_lose_context")?.loseContext();
		return pen !== null;
	} catch {
		return false;
	}
}
