/** How far from where they are sent recordings come to stand: as their formats and players have it. */
const NEAR_S = 0.5;

/** Whether the recording leads the telling: from when it begins to play until the reader leaves. Coming back to a step
 * is being led again; that it still plays is not. Where the reader puts the recording, the reader's word holds until it has
 * left that place: until then it only says back where it was put, and seldom to the millisecond. */
export class Lead {
	private plays = false;
	private leads = false;
	private told = false;
	/** in seconds */
	private put: number | null = null;

	/** The reader puts the recording there. */
	hold(second: number): void {
		this.put = second;
	}

	/** Where the recording is and what it does, and whether the graph is told up to somewhere. Says whether to tell it up
	 * to there. */
	tells(second: number, plays: boolean, told: boolean): boolean {
		if (this.told && !told) this.leads = false;
		if (plays && !this.plays) this.leads = true;
		this.plays = plays;
		if (this.put !== null && Math.abs(second - this.put) > NEAR_S) this.put = null;
		const tells = this.put === null && (told || (plays && this.leads));
		this.told = told || tells;
		return tells;
	}
}
