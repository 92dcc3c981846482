/** What is asked of the server and not wanted any longer. */

export function isAbort(error: unknown): boolean {
	return error instanceof DOMException && error.name === "AbortError";
}
