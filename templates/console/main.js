// templates/console/main.js - begins the console, or says why it cannot
//
// The libraries are brought by npm (make console-libs) and are not in the source: without them the
// server still runs, and this page tells what is missing.
const root = document.getElementById("console");

function say(...lines) {
	root.replaceChildren(...lines.map((line) => {
		const p = document.createElement("p");

		p.className = "begin";
		p.textContent = line;
		return p;
	}));
}

try {
	const { begin } = await import("./app.js");

	begin(root);
} catch (e) {
	const there = await fetch(new URL("./vendor/preact.js", import.meta.url), { method: "HEAD" })
		.then((answer) => answer.ok, () => false);

	if (there) {
		say("Halaman ini gagal dimulai. Muat ulang, atau beri tahu pengelola server.",
			"This page could not begin. Reload it, or tell the operator.", String(e));
	} else {
		say("Pustaka halaman belum dipasang. Di server: make console-libs, lalu mulai ulang Lapak.",
			"The libraries of the pages are missing. On the server: make console-libs, then restart Lapak.");
	}
}
