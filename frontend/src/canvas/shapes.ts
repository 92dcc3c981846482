/** Draws nodes as the shape of their type: one WebGL program, since every shape is a radius that depends on the angle. */
import type Sigma from "sigma";
import { NodeProgram } from "sigma/rendering";
import type { NodeDisplayData, RenderParams } from "sigma/types";
import { floatColor } from "sigma/utils";
import { ROUND_BELOW, shapeOf } from "./outlines";

const VERTEX = /* glsl */ `
attribute vec4 a_color;
attribute vec2 a_position;
attribute float a_size;
attribute vec4 a_shape;
attribute float a_angle;
uniform mat3 u_matrix;
uniform float u_sizeRatio;
uniform float u_correctionRatio;
varying vec4 v_color;
varying vec2 v_away;
varying float v_radius;
varying vec4 v_shape;
const float bias = 255.0 / 254.0;
void main() {
  float size = a_size * u_correctionRatio / u_sizeRatio * 4.0;
  vec2 away = size * 1.32 * vec2(cos(a_angle), sin(a_angle));
  gl_Position = vec4((u_matrix * vec3(a_position + away, 1)).xy, 0, 1);
  v_away = away;
  v_radius = size / 2.0;
  v_shape = a_shape;
  v_color = a_color;
  v_color.a *= bias;
}`;

const FRAGMENT = /* glsl */ `
precision highp float;
varying vec4 v_color;
varying vec2 v_away;
varying float v_radius;
varying vec4 v_shape;
uniform float u_correctionRatio;
const float PI = 3.141592653589793;
float reach() {
  if (v_shape.x < 0.5 || v_radius < ${(2 * ROUND_BELOW).toFixed(1)} * u_correctionRatio) return v_radius;
  float part = PI / v_shape.x;
  float turn = mod(atan(v_away.y, v_away.x) - v_shape.y, 2.0 * part);
  turn = min(turn, 2.0 * part - turn);
  float outer = v_radius * v_shape.z;
  float inner = outer * (v_shape.w < 1.0 ? v_shape.w : cos(part));
  // where the ray at this angle crosses the side from the corner (outer, angle 0) to (inner, angle part)
  return outer * inner * sin(part) / (outer * sin(turn) + inner * sin(part - turn));
}
void main(void) {
  float away = length(v_away);
  if (away > v_radius * 1.32) discard;
  float border = u_correctionRatio * 2.0;
  float distance = away < v_radius * 0.5 ? 0.0 : away - reach() + border;
  gl_FragColor = mix(v_color, vec4(0.0), clamp(distance / border, 0.0, 1.0));
}`;

const UNIFORMS = ["u_sizeRatio", "u_correctionRatio", "u_matrix"] as const;
const { FLOAT, UNSIGNED_BYTE, TRIANGLES } = WebGLRenderingContext;

export class ShapeProgram extends NodeProgram<(typeof UNIFORMS)[number]> {
	/** Without a second, hidden picture to pick from: the stage finds what lies under the pointer by arithmetic,
	 * which spares drawing everything twice and waiting for the graphics processor on each move. */
	constructor(gl: WebGL2RenderingContext, _picture: WebGLFramebuffer | null, renderer: Sigma) {
		super(gl, null, renderer);
	}

	getDefinition() {
		return {
			VERTICES: 3,
			VERTEX_SHADER_SOURCE: VERTEX,
			FRAGMENT_SHADER_SOURCE: FRAGMENT,
			METHOD: TRIANGLES,
			UNIFORMS,
			ATTRIBUTES: [
				{ name: "a_position", size: 2, type: FLOAT },
				{ name: "a_size", size: 1, type: FLOAT },
				{ name: "a_color", size: 4, type: UNSIGNED_BYTE, normalized: true },
				{ name: "a_shape", size: 4, type: FLOAT },
			],
			CONSTANT_ATTRIBUTES: [{ name: "a_angle", size: 1, type: FLOAT }],
			CONSTANT_DATA: [[0], [(2 * Math.PI) / 3], [(4 * Math.PI) / 3]],
		};
	}

	processVisibleItem(_: number, startIndex: number, data: NodeDisplayData): void {
		const shape = shapeOf((data as NodeDisplayData & { shape?: string }).shape ?? "");
		this.array.set([data.x, data.y, data.size, floatColor(data.color), ...shape], startIndex);
	}

	setUniforms(params: RenderParams, { gl, uniformLocations }: Parameters<NodeProgram["setUniforms"]>[1]): void {
		const at = uniformLocations as Record<string, WebGLUniformLocation>;
		gl.uniform1f(at.u_correctionRatio ?? null, params.correctionRatio);
		gl.uniform1f(at.u_sizeRatio ?? null, params.sizeRatio);
		gl.uniformMatrix3fv(at.u_matrix ?? null, false, params.matrix);
	}
}
