/** Names as they are compared where one is looked for: whatever the case, with accents or without. Marks that are letters of
 * their script, as in Japanese and Hindi, stay. */
export function fold(text: string): string {
	return text
		.normalize("NFKD")
		.toLowerCase()
		.replace(/[\u0300-\u036f]/g, "");
}
