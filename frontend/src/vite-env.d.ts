declare module "*.css";
declare module "htmx.org" {
	const htmx: {
		config: Record<string, unknown>;
		ajax(verb: string, path: string, context: { target: Element; swap: string }): Promise<void>;
	};
	export default htmx;
}
