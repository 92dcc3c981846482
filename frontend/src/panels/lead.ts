/** How far from where they are sent recordings come to stand: as their formats and players have it. */
const NEAR_S = 0.5;

/** Whether the recording leads the telling: from when it begins to play until the reader leaves. Coming back to a step
 * is being led again; that it still plays is not. Where the reader puts the recording, the reader's word holds until it has
 * come there and left that place: until then it only says back where it was, or was put before, and seldom to the
 * millisecond. One in a frame says so late. */
export class Lead {
	private plays = false;
	private leads = false;
	private told = false;
	/** where it was put and has not left, the last at the end; in seconds, as all here */
	private puts: number[] = [];
	private arrived = false;
	private seen: number | null = null;

	/** The reader puts the recording there. */
	hold(second: number): void {
		this.puts.push(second);
		this.arrived = false;
	}

	/** Where the recording is and what it does, and whether the graph is told up to somewhere. Says whether to tell it up
	 * to there. */
	tells(second: number, plays: boolean, told: boolean): boolean {
		if (this.told && !told) this.leads = false;
		if (plays && !this.plays) this.leads = true;
		this.plays = plays;
		const tells = !this.isHeld(second) && (told || (plays && this.leads));
		this.told = told || tells;
		return tells;
	}

	private isHeld(second: number): boolean {
		const isNear = (place: number | null | undefined): boolean =>
			typeof place === "number" && Math.abs(second - place) <= NEAR_S;
		const echoes = !this.arrived && (this.puts.some(isNear) || isNear(this.seen));
		this.seen = second;
		if (isNear(this.puts.at(-1))) this.arrived = true;
		else if (!echoes) this.puts = [];
		return this.puts.length > 0;
	}
}
