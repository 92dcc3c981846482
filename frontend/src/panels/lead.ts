/** Whether the recording leads the telling: from when it begins to play until the reader leaves. Coming back to a step
 * is being led again; that it still plays is not. */
export class Lead {
	private plays = false;
	private leads = false;
	private told = false;

	/** What the recording does, and whether the graph is told up to somewhere. Says whether to tell it up to there. */
	tells(plays: boolean, told: boolean): boolean {
		if (this.told && !told) this.leads = false;
		if (plays && !this.plays) this.leads = true;
		this.plays = plays;
		const tells = told || (plays && this.leads);
		this.told = tells;
		return tells;
	}
}
