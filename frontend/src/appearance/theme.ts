/** Light or dark: what the system says until the reader says otherwise. Kept in a cookie, so that the server can
 * write the page in the right theme and nothing flashes. */
export const THEME_CHANGED = "themechange";
const YEAR_SECONDS = 31_536_000;
const FORCED = "(forced-colors: active)";

export function currentTheme(): "light" | "dark" {
	const chosen = document.documentElement.dataset.theme;
	if (chosen === "light" || chosen === "dark") return chosen;
	return matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
}

export function offerThemes(): void {
	const button = document.querySelector<HTMLButtonElement>("[data-theme-toggle]");
	matchMedia("(prefers-color-scheme: dark)").addEventListener("change", announce);
	matchMedia(FORCED).addEventListener("change", announce);
	// a page that is taken back whole, as Back does, has not heard of it
	addEventListener("pageshow", ({ persisted }) => {
		const chosen = /(?:^|; )theme=(light|dark)/.exec(document.cookie)?.[1];
		if (persisted && chosen) show(chosen as "light" | "dark");
	});
	if (!button) return;
	button.hidden = false;
	button.addEventListener("click", () => keep(currentTheme() === "dark" ? "light" : "dark"));
}

function keep(theme: "light" | "dark"): void {
	// biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is not everywhere yet
	document.cookie = `theme=${theme};path=/;max-age=${YEAR_SECONDS};samesite=lax`;
	show(theme);
}

function show(theme: "light" | "dark"): void {
	document.documentElement.dataset.theme = theme;
	announce();
}

function announce(): void {
	document.dispatchEvent(new Event(THEME_CHANGED));
}
