/** How long a text is read, also where its script puts no spaces between words: counted as in `ingest/language/lengths.py`. */
const WORDS_PER_MINUTE = 238;
const SHORTEST_MS = 900;
const WITHOUT_SPACES =
	/[\u3000-\u30ff\u3400-\u9fff\uf900-\ufaff\uff01-\uff60\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff]/gu;
const CHARACTERS_A_WORD = 1.7;

/** In milliseconds. */
export function readingTime(text: string): number {
	return Math.max(SHORTEST_MS, (countWords(text) * 60_000) / WORDS_PER_MINUTE);
}

function countWords(text: string): number {
	const unspaced = text.match(WITHOUT_SPACES)?.length ?? 0;
	return text.split(/\s+/).length + (unspaced ? unspaced / CHARACTERS_A_WORD - 1 : 0);
}
