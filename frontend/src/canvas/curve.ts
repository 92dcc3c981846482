/** The program that draws bent lines. */
import { createEdgeCurveProgram } from "@sigma/edge-curve";

export const EdgeCurveProgram = createEdgeCurveProgram();
