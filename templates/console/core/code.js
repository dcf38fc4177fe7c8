// templates/console/core/code.js - a text as a QR code, drawn as one path
import { html, useEffect, useState } from "./html.js";

const QUIET = 4; // modules of white around it (ISO/IEC 18004)

// The encoder is fetched when a code is to be drawn, which is once in the life of an account.
export function Code({ text, label }) {
	const [drawn, setDrawn] = useState(null);

	useEffect(() => {
		import("../vendor/qrcode.js").then(({ default: qrcode }) => {
			const code = qrcode(0, "M");

			code.addData(text);
			code.make();
			const size = code.getModuleCount(), squares = [];
			for (let y = 0; y < size; y++) {
				for (let x = 0; x < size; x++) if (code.isDark(y, x)) squares.push(`M${x + QUIET} ${y + QUIET}h1v1h-1z`);
			}
			setDrawn({ size: size + 2 * QUIET, path: squares.join("") });
		});
	}, [text]);
	return drawn && html`<svg class="code" role="img" aria-label=${label} viewBox=${`0 0 ${drawn.size} ${drawn.size}`}
		shape-rendering="crispEdges"><path d=${drawn.path} /></svg>`;
}
