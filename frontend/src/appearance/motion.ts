/** Whether whoever reads wants no motion. */
export function isCalm(): boolean {
	return matchMedia("(prefers-reduced-motion: reduce)").matches;
}
