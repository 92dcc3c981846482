/** Buttons that copy the text of the element that they name; hidden where the browser can't. */
export function bindCopyButtons(root: ParentNode, clipboard: Clipboard | undefined = navigator.clipboard): void {
	const status = root.querySelector("[data-copied]");
	for (const button of root.querySelectorAll<HTMLButtonElement>("[data-copy]")) {
		const source = document.getElementById(button.dataset.copy ?? "");
		if (!source || !clipboard) continue;
		button.hidden = false;
		button.addEventListener("click", async () => {
			const done = await clipboard.writeText(source.textContent?.trim() ?? "").then(
				() => true,
				() => false,
			);
			if (status) status.textContent = done ? "Copied." : "Your browser did not allow copying.";
			button.classList.toggle("is-done", done);
		});
	}
}
