/** What the canvas draws, and how it looks at one moment. Places are places in `nodes` and `edges`; the page around
 * it, with its addresses and words, stays unknown here. */
import type { Palette } from "../appearance/colors";

export interface PictureNode {
	readonly name: string;
	readonly type: string;
	/** 0..1 */
	readonly salience: number;
	readonly x: number;
	readonly y: number;
	/** places in `edges` */
	readonly edges: readonly number[];
	/** colour by number instead of by type; a number without a colour of its own is calm */
	readonly tint?: number;
}

export interface PictureEdge {
	/** places in `nodes` */
	readonly source: number;
	readonly target: number;
	readonly phrase: string;
	readonly polarity: string;
	readonly weight: number;
	readonly weak: boolean;
	/** how far it steps back, 0..1, such as for leading from one part of the picture to another */
	readonly fade?: number;
}

/** The name of a part of the picture, written large and calm behind the rest; in the picture's own coordinates. */
export interface Region {
	readonly name: string;
	readonly x: number;
	readonly y: number;
}

export interface Picture {
	readonly nodes: readonly PictureNode[];
	readonly edges: readonly PictureEdge[];
	readonly regions?: readonly Region[];
}

/** What stands in the light while the rest is dimmed. */
export interface Lit {
	readonly nodes: ReadonlySet<number>;
	readonly edges: ReadonlySet<number>;
	/** the node that it is about */
	readonly centre: number | null;
	/** nodes and edges that are spoken of right now */
	readonly glow?: { readonly nodes: ReadonlySet<number>; readonly edges: ReadonlySet<number> };
	/** lines keep the look that they have at rest, but for those that are spoken of */
	readonly calm?: boolean;
}

export interface View {
	/** equal while `showsNode` and `showsEdge` answer alike: what stands behind is drawn anew only when it changes */
	readonly scope: string;
	/** equal while the same filters are on: what others bring back is brought into sight, too */
	readonly filters: string;
	readonly showsNode: (place: number) => boolean;
	readonly showsEdge: (place: number) => boolean;
	/** whether a node may be lit, where those may be, too, that are left out at rest for want of room */
	readonly lightsNode?: (place: number) => boolean;
	readonly lit: Lit | null;
	readonly palette: Palette;
	/** nodes with a ring around them */
	readonly marked?: ReadonlySet<number>;
	/** nodes with a point in them: they stay where they are */
	readonly pinned?: ReadonlySet<number>;
}
